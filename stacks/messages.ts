/**
 * SIPp scenarios, made of what they have in common. A party is a line of SIPp's injection file:
 * its address, its account, its credentials, its address and port as they stand in a URI, the number that it calls.
 */
export const party = {
  address: '[field0]',
  account: '[field1]',
  credentials: '[field2]',
  host: '[field3]',
  number: '[field4]',
} as const;

export interface Scenario {
  readonly name: string;
  /** Whose behaviour it has, and how that is known. */
  readonly source: string;
  readonly steps: readonly string[];
}

export const scenarioXml = ({ name, steps }: Scenario): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${steps.join('\n')}\n</scenario>\n`;

/** Repeated after 500 ms, doubling, over UDP (RFC 3261, timers A and E); what is no request is repeated by nobody. */
const send = (lines: readonly string[], repeated: boolean): string =>
  `<send${repeated ? ' retrans="500"' : ''}><![CDATA[\n\n${lines.join('\n')}\n\n]]></send>`;

export const wait = (milliseconds: number): string => `<pause milliseconds="${milliseconds}"/>`;

const via = 'Via: SIP/2.0/[transport] [field3];branch=[branch];rport';
const contact = 'Contact: <sip:[field1]@[field3];transport=[transport]>';

/** Where a request belongs: each has a Call-ID of its own, which SIPp finds again behind the three slashes. */
type Dialogue = 'register' | 'qualify' | 'call' | 'subscribe';

interface Request {
  readonly dialogue: Dialogue;
  readonly uri: string;
  readonly to: string;
  readonly number: number;
  readonly more?: readonly string[];
  readonly body?: readonly string[];
}

const withBody = (body: readonly string[]): readonly string[] =>
  body.length === 0 ? ['Content-Length: 0'] : ['Content-Length: [len]', '', ...body];

const request = (method: string, { dialogue, uri, to, number, more = [], body = [] }: Request): string =>
  send(
    [
      `${method} ${uri} SIP/2.0`,
      via,
      'Max-Forwards: 70',
      `From: <sip:${party.account}@[remote_ip]>;tag=${dialogue}[pid]n[call_number]`,
      `To: ${to}`,
      `Call-ID: ${dialogue}///[call_id]`,
      `CSeq: ${number} ${method}`,
      contact,
      ...more,
      ...withBody(body),
    ],
    method !== 'ACK',
  );

const expectResponse = (status: number, more = ''): string => `<recv response="${status}"${more}/>`;
const provisional = [100, 180].map((status) => expectResponse(status, ' optional="true"'));

/** Without credentials, then with them. */
export function register(number: number): readonly string[] {
  const one = (cseq: number, more: readonly string[]) =>
    request('REGISTER', {
      dialogue: 'register',
      uri: 'sip:[remote_ip]',
      to: `<sip:${party.account}@[remote_ip]>`,
      number: cseq,
      more: [...more, 'Expires: 300'],
    });
  return [
    one(number, []),
    expectResponse(401, ' auth="true"'),
    one(number + 1, [party.credentials]),
    expectResponse(200),
  ];
}

/** As to a trunk or from a trunk: to the server, not to a number. */
export const qualify = (number: number): readonly string[] => [
  request('OPTIONS', {
    dialogue: 'qualify',
    uri: 'sip:[remote_ip]',
    to: '<sip:[remote_ip]>',
    number,
    more: ['Accept: application/sdp'],
  }),
  expectResponse(200),
];

const target = `sip:${party.number}@[remote_ip]`;

const sdp = (extra: number): readonly string[] => [
  'v=0',
  'o=- 1 1 IN IP[local_ip_type] [local_ip]',
  's=-',
  'c=IN IP[local_ip_type] [local_ip]',
  't=0 0',
  'm=audio 40000 RTP/AVP 0 8',
  // Candidates and codecs are what makes an INVITE large.
  ...Array.from(
    { length: extra },
    (_, n) => `a=candidate:${n} 1 UDP 2130706431 192.0.2.1 ${40_000 + n} typ host`,
  ),
];

/** An INVITE that is asked for credentials, until the ACK. `extra`: lines of some 60 bytes in its body. */
export function call(extra = 0): readonly string[] {
  const dialogue = 'call';
  const one = (number: number, more: readonly string[]) =>
    request('INVITE', {
      ...{ dialogue, uri: target, to: `<${target}>`, number },
      more: [...more, 'Content-Type: application/sdp'],
      body: sdp(extra),
    });
  const ack = (uri: string, number: number, more: readonly string[]) =>
    request('ACK', { dialogue, uri, to: `<${target}>[peer_tag_param]`, number, more });
  return [
    one(1, []),
    expectResponse(100, ' optional="true"'),
    expectResponse(407, ' auth="true"'),
    ack(target, 1, []),
    one(2, [party.credentials]),
    ...provisional,
    expectResponse(200, ' rrs="true"'),
    ack('[next_url]', 2, ['[routes]']),
  ];
}

const inDialogue = (
  method: string,
  number: number,
  more: readonly string[] = [],
  body: readonly string[] = [],
): readonly string[] => [
  request(method, {
    dialogue: 'call',
    uri: '[next_url]',
    to: `<${target}>[peer_tag_param]`,
    number,
    more: ['[routes]', ...more],
    body,
  }),
  expectResponse(200),
];

/** A digit in the dialogue, as gateways send it. */
export const digit = (number: number): readonly string[] =>
  inDialogue('INFO', number, ['Content-Type: application/dtmf-relay'], ['Signal=5', 'Duration=160']);

export const hangUp = (number: number): readonly string[] => inDialogue('BYE', number);

const answer = (status: string, more: readonly string[] = [], repeated = false): string =>
  send(
    [
      `SIP/2.0 ${status}`,
      ...[
        '[last_Via:]',
        '[last_From:]',
        '[last_To:];tag=[pid]u[call_number]',
        '[last_Call-ID:]',
        '[last_CSeq:]',
      ],
      '[last_Record-Route:]',
      'Contact: <sip:[local_ip]:[local_port];transport=[transport]>',
      ...more,
      ...withBody(more.length === 0 ? [] : sdp(0)),
    ],
    repeated,
  );

const ok = send(
  [
    'SIP/2.0 200 OK',
    '[last_Via:]',
    '[last_From:]',
    '[last_To:]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    'Content-Length: 0',
  ],
  false,
);

const expectRequest = (method: string, more = ''): string => `<recv request="${method}"${more}/>`;

/** The peer hangs up: its BYE is answered. */
export const hungUp: readonly string[] = [expectRequest('BYE'), ok];
export const pressed: readonly string[] = [expectRequest('INFO'), ok];

const subscription = (number: number, more: readonly string[]): string =>
  request('SUBSCRIBE', {
    ...{ dialogue: 'subscribe', uri: target, to: `<${target}>`, number },
    more: [...more, 'Event: dialog', 'Accept: application/dialog-info+xml', 'Expires: 300'],
  });

/** The lamp of a colleague: SUBSCRIBE, asked for credentials, and the first NOTIFY (RFC 4235). */
export const watch: readonly string[] = [
  subscription(1, []),
  expectResponse(407, ' auth="true"'),
  subscription(2, [party.credentials]),
  expectResponse(200, ' rrs="true"'),
  expectRequest('NOTIFY'),
  ok,
];

const kept = (header: string, name: string): string =>
  `<ereg regexp=".*" search_in="hdr" header="${header}:" assign_to="${name}"/>`;

/** Takes a request that begins a dialogue, and keeps what its own requests in it need. */
const taken = (method: string): string =>
  `<recv request="${method}" rrs="true"><action>${kept('From', 'from')}${kept('To', 'to')}</action></recv>`;

/** A request of the side that was asked. */
const back = (method: string, number: number, more: readonly string[] = []): readonly string[] => [
  send(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'Max-Forwards: 70',
      'From:[$to];tag=[pid]u[call_number]',
      'To:[$from]',
      '[last_Call-ID:]',
      `CSeq: ${number} ${method}`,
      '[routes]',
      'Contact: <sip:[local_ip]:[local_port];transport=[transport]>',
      ...more,
      'Content-Length: 0',
    ],
    true,
  ),
  expectResponse(200),
];

const rings = (taking: string): readonly string[] => [
  taking,
  answer('180 Ringing'),
  wait(300),
  answer('200 OK', ['Content-Type: application/sdp'], true),
  expectRequest('ACK'),
];

/** Parties that are called. */
export const answersAndWaits: readonly string[] = [
  ...rings(expectRequest('INVITE')),
  '<label id="talk"/>',
  expectRequest('INFO', ' optional="true" next="digit"'),
  expectRequest('BYE', ' next="over"'),
  '<label id="digit"/>',
  ok,
  '<nop next="talk"/>',
  '<label id="over"/>',
  ok,
];
export const answersAndHangsUp: readonly string[] = [
  ...rings(taken('INVITE')),
  ...back('INFO', 1),
  wait(200),
  ...back('BYE', 2),
];
export const tellsItsState: readonly string[] = [
  taken('SUBSCRIBE'),
  answer('200 OK'),
  ...back('NOTIFY', 1, ['Event: dialog', 'Subscription-State: active;expires=60']),
];
