/** Names of real phones, softphones and servers, in lower case, as they stand in the User-Agent that each sends. */
export const honestAgents: readonly string[] = [
  '3cxphonesystem', '3cxphone', 'asterisk', 'audiocodes', 'avaya', 'bria', 'cisco', 'csipsimple', 'eyebeam', 'fanvil',
  'freepbx', 'freeswitch', 'fritz', 'gigaset', 'grandstream', 'groundwire', 'jitsi', 'kamailio', 'linksys', 'linphone',
  'microsip', 'mitel', 'opensips', 'panasonic', 'patton', 'polycom', 'sipura', 'snom', 'vos3000', 'x-lite', 'yealink',
  'zoiper',
]; // biome-ignore format: a table

/** Words that turn up in honest names of all kinds. `system`, `smap`, `scan` and `voip` were in lists that were passed around. */
export const bareWords: ReadonlySet<string> = new Set([
  'agent', 'client', 'gateway', 'phone', 'scan', 'server', 'smap', 'softphone', 'system', 'test', 'user', 'user-agent',
  'voip',
]); // biome-ignore format: a table

/** What stands in nearly every SIP message (RFC 3261), in lower case. */
export const boilerplate: readonly string[] = [
  'sip/2.0/udp', 'sip/2.0/tcp', 'sip/2.0/tls', 'via: ', 'from: ', 'call-id: ', 'cseq: ', 'contact: <sip:',
  'max-forwards: ', 'user-agent: ', 'content-length: ', 'content-type: application/sdp', 'expires: ', 'allow: ',
  'supported: ', ';branch=z9hg4bk', ';tag=', ';rport', ';transport=udp', 'invite sip:', 'register sip:', 'ack sip:',
  'bye sip:', 'cancel sip:', 'authorization: digest username=',
]; // biome-ignore format: a table
