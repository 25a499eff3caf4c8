import { payload, sipResponse } from '../packets/sip.js';
import { request } from './scenario.js';

export const policy = `
vosguard: 1
trusted: [203.0.113.5, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
signatures:
  add:
    - { id: my-scanner, header: User-Agent, contains: "BadDialer/" }
    - { id: my-probe, method: BYE, begins: "sip:probe@" }
`;

const hello = 'HELLO\r\nUser-Agent: sipvicious\r\n\r\n';
/** One packet each: what bans, in every class that a stranger may send. */
export const signs: Readonly<Record<string, string>> = {
  'as the tool writes it': request('REGISTER', { userAgent: 'friendly-scanner' }),
  'no space after the colon': request('REGISTER', { headers: ['User-Agent:friendly-scanner'] }),
  'a blank before the colon': request('REGISTER', { headers: ['User-Agent :friendly-scanner'] }),
  'a tab before the colon': request('REGISTER', { headers: ['User-Agent\t: sipvicious'] }),
  'two blanks behind it': request('INVITE', { headers: ['User-Agent:  friendly-scanner'] }),
  'a tab behind it': request('ACK', { headers: ['User-Agent:\tsvwar'] }),
  'on the next line': request('REGISTER', { headers: ['User-Agent:\r\n friendly-scanner'] }),
  'a short name on the next line': request('REGISTER', { headers: ['User-Agent:\r\n\tiWar'] }),
  'the text in the middle, and a blank': request('INVITE', {
    headers: ['User-Agent : Mozilla (BadDialer/2.0)'],
  }),
  'another case': request('REGISTER', { headers: ['user-agent: Friendly-SCANNER'] }),
  'with a version behind': request('INVITE', { userAgent: 'sipvicious/0.3.4 x' }),
  'in the middle of a header': request('INVITE', { userAgent: 'Mozilla (BadDialer/2.0)' }),
  "svmap's From": request('REGISTER', { headers: ['P-From: "x"<sip:100@1.1.1.1>;tag=1'] }),
  'in an ACK': request('ACK', { userAgent: 'svwar' }),
  'by its method and address': request('BYE', { user: 'probe' }),
  'in what is no SIP': payload(hello),
};
/** What a phone sends. */
export const clean = [
  ...['REGISTER', 'INVITE', 'ACK', 'BYE'].map((method) => request(method, { userAgent: 'Phone 1.0' })),
  // Spelled as no phone was seen to, with what a tag may hold by chance.
  request('INVITE', { headers: ['User-Agent:  Phone 1.0', 'X-Token: aIWarZ'] }),
];

/** A packet of every class but REGISTER, of which a parole lets a few through: what a ban must stop. */
export const anyKind = [
  ...clean.slice(1),
  request('OPTIONS'),
  payload(sipResponse(200)),
  payload('\r\n\r\n'),
  payload('HELLO'),
];
