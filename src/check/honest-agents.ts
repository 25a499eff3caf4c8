import { methods } from '../sip/method.js';

/** Names of real phones, softphones and servers, as they stand in the User-Agent that each sends. */
export const honestAgents: readonly string[] = [
  '3CXPhone', '3CXPhoneSystem', 'Aastra', 'Algo-', 'Asterisk', 'AudioCodes', 'Auerswald', 'Avaya', 'AVM ',
  'AXIS ', 'Belle-sip', 'Bria', 'Browser Phone', 'Cisco', 'CommuniGatePro', 'CSCO/', 'CSipSimple',
  'Desk_Phone_IP', 'Digium', 'DLink', 'DX800A', 'Eltex', 'EnGenius', 'eyeBeam', 'F620/V', 'F668/V', 'Fanvil',
  'FortiVoice', 'FPBX', 'FreePBX', 'FreeSWITCH', 'FRITZ', 'FXS', 'Gigaset', 'Grandstream', 'Groundwire',
  'H368N', 'HKVS', 'Home&Life', 'Huawei', 'IceWarp', 'Ingate', 'Intraswitch', 'IPDECT', 'IvozProvider', 'Jitsi',
  'JsSIP', 'Kamailio', 'LANCOM', 'Linksys', 'Linphone', 'Lucent', 'M5T SIP', 'MediaAccess', 'MERCURY-',
  'MicroSIP', 'MiniSIPServer', 'Mitel', 'Mobicents', 'NEC Aspire', 'NEC S', 'NEC-i', 'Nero SIPPS', 'Odorik',
  'OpenSER', 'OpenSIPS', 'OpenStage', 'PA168S', 'Panasonic', 'Patton', 'PBX-IP Media Gateway', 'Pingtel',
  'PJSUA', 'Polycom', 'Sangoma', 'SCT_DSS', 'ShoreGear', 'Sip EXpress router', 'SIParator', 'SIPimp',
  'Sipsorcery', 'Sipura', 'SipX', 'Smg_pa_sip', 'Snom', 'Sofia-sip', 'STARFACE', 'TA612V', 'TANDBERG',
  'Technicolor', 'Telephone', 'Thomson', 'Tilgin', 'TP-Link', 'Valcom', 'VOS3000', 'Wildix', 'Windows RTC',
  'X-Lite', 'X-PRO', 'Yealink', 'Z 5.', 'Zoiper', 'ZXDSL', 'ZXHN',
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
  'supported: ', ';branch=z9hg4bk', ';tag=', ';rport', ';transport=udp', 'authorization: digest username=',
  ...methods.map((method) => `${method.toLowerCase()} sip:`),
]; // biome-ignore format: a table
