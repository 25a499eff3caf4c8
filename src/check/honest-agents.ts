/** Names of real phones, softphones and servers, as they stand in the User-Agent that each sends. */
export const honestAgents: readonly string[] = [
  '3CXPhoneSystem', '3CXPhone', 'Asterisk', 'AudioCodes', 'Avaya', 'Bria', 'Cisco', 'CSipSimple', 'eyeBeam', 'Fanvil',
  'FreePBX', 'FreeSWITCH', 'FRITZ', 'Gigaset', 'Grandstream', 'Groundwire', 'Jitsi', 'Kamailio', 'Linksys', 'Linphone',
  'MicroSIP', 'Mitel', 'OpenSIPS', 'Panasonic', 'Patton', 'Polycom', 'Sipura', 'Snom', 'VOS3000', 'X-Lite', 'Yealink',
  'Zoiper',
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
