import { mostSources } from '../bounds.js';
import { map, name, type Schema } from './schema.js';
import { choice, device, duration, icmpType, integer, line, protocol, weekTime } from './values.js';

const number: Schema = {
  title: 'a whole number, or a range such as `14..16`',
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^[0-9]{1,9}\\.\\.[0-9]{1,9}$',
};

const inSet = (description: string): Schema => ({
  title: 'true or false',
  description,
  examples: [true],
  type: 'boolean',
});

const expect = map(
  {
    delivered: { ...number, description: 'How many of them reach the switch.', examples: [0, '14..16'] },
    dropped: { ...number, description: 'How many of them do not.', examples: [50] },
    banned: inSet('Whether the source is banned afterwards.'),
    known: inSet('Whether it is known afterwards: the switch has answered it.'),
    called: inSet('Whether it is one that the switch itself has called.'),
    alarm: inSet(
      'Whether the profile that begins by itself (`profiles.NAME.when`) holds afterwards, for its address family.',
    ),
    rule: {
      title: 'the id of a rule',
      description: 'The rule that decided about the last packet.',
      examples: ['strangers.OPTIONS.source.OPTIONS'],
      type: 'string',
      pattern: '^[A-Za-z][A-Za-z0-9._-]{0,199}$',
    },
  },
  { description: 'What must come of it.', examples: [{ delivered: 0 }] },
);

/** A request's method, or any other token of RFC 3261: tests send what attackers send. */
const method: Schema = {
  title: 'a SIP method such as `REGISTER`',
  type: 'string',
  pattern: "^[A-Za-z0-9.!%*_+`'~-]{1,32}$",
};

const from: Schema = {
  title: "an address, a network, a range, a group's name, or `200 sources in 198.51.100.0/24`",
  description:
    'Who sends. Of a network, a range or a group every source does, or so many of them, spread over it: `200 sources in 198.51.100.0/24`.',
  examples: ['192.0.2.200', 'carriers', '200 sources in 198.51.100.0/24'],
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 200,
  properties: {
    sources: { ...integer(1, mostSources), description: 'How many sources.', examples: [200] },
    in: {
      ...line(100),
      title: "an address, a network, a range or a group's name",
      description: 'Where they are.',
      examples: ['198.51.100.0/24'],
    },
  },
  additionalProperties: false,
};

const stream = map(
  {
    requests: {
      ...integer(1, 200),
      description: 'The message so many times in one write; 1 where nothing is said.',
      examples: [10],
    },
    cuts: {
      title: 'a list of bytes',
      description: 'Where a write is cut into segments: bytes from its beginning.',
      examples: [[3, 200]],
      type: 'array',
      maxItems: 50,
      items: integer(1, 65_000),
    },
    merged: {
      ...inSet('The network card has put the segments together: each piece is one packet, however long.'),
    },
    connections: {
      ...choice('new', 'kept'),
      description: 'Those of the step before, or new ones.',
      examples: ['kept'],
    },
    ends: {
      ...choice('open', 'reset', 'close'),
      description:
        'What becomes of each connection behind its last write; it stays open where nothing is said.',
      examples: ['reset'],
    },
  },
  { description: 'How the message goes over TCP connections.', examples: [{ requests: 10, cuts: [3] }] },
);

const send = map(
  {
    from,
    to: {
      ...line(100),
      title: 'an address',
      description: 'Instead of `from`: the switch sends, to this address.',
      examples: ['203.0.113.40'],
    },
    port: { ...integer(1, 65_535), description: 'The port of the switch.', examples: [5060] },
    transport: { ...choice('udp', 'tcp'), description: 'UDP where nothing is said.', examples: ['udp'] },
    protocol: {
      ...protocol,
      description: 'Instead of a message: empty packets of this protocol over IP, such as `vrrp`.',
      examples: ['vrrp', 47],
    },
    icmp: {
      ...icmpType,
      description: 'Instead of a message: ICMP of this type, and ICMPv6 from sources of IPv6.',
      examples: ['echo-request', 13],
    },
    at: {
      ...line(100),
      title: 'an address',
      description:
        'The address of the switch to which it is sent; one that no policy names where nothing is said.',
      examples: ['198.51.100.1'],
    },
    path: {
      ...choice('host', 'forwarded'),
      description:
        'Whether it is for the host of the rules, or forwarded by it. Where nothing is said, what is for an address of `sip.at` is forwarded, and all else is not.',
      examples: ['forwarded'],
    },
    on: {
      ...device,
      description:
        'The device of the switch by which it comes; none that a policy names where nothing is said.',
      examples: ['eth1'],
    },
    method: { ...method, description: 'The method of the request.', examples: ['REGISTER'] },
    user_agent: { ...line(256), description: 'Its User-Agent.', examples: ['friendly-scanner'] },
    allow: { ...line(256), description: 'Its Allow header.', examples: ['INVITE, ACK, REGISTER'] },
    headers: {
      title: 'a map of header names',
      description: 'More headers.',
      examples: [{ 'X-Trunk': 'carrier-7' }],
      type: 'object',
      maxProperties: 100,
      propertyNames: {
        title: "a header's name such as `X-Trunk`",
        type: 'string',
        pattern: "^[A-Za-z][A-Za-z0-9.!%*_+`'~-]{0,63}$",
      },
      additionalProperties: { ...line(1_000), minLength: 0 },
    },
    response: {
      ...integer(100, 699),
      description: 'A response with this status instead of a request.',
      examples: [200],
    },
    payload: {
      title: 'text',
      description: 'Sent instead of a request.',
      examples: ['\r\n\r\n'],
      type: 'string',
      maxLength: 65_507,
    },
    payload_file: {
      ...line(4_096),
      title: 'the path of a file',
      description:
        'Its bytes are sent instead of a request. The path is relative to the folder of the policy.',
      examples: ['packets/options.bin'],
    },
    size: {
      ...integer(1, 65_507),
      description: 'The request is filled up to so many bytes.',
      examples: [1600],
    },
    count: {
      ...integer(1, 1_000_000),
      description: 'How many from each source; 1 where nothing is said.',
      examples: [100],
    },
    every: { ...duration, description: 'The time between two of a source.', examples: ['10ms'] },
    stream,
  },
  {
    description: 'What is sent.',
    examples: [{ from: '192.0.2.200', method: 'OPTIONS', count: 50, every: '20ms' }],
  },
);

const answer: Schema = {
  title: '`nothing`, a status from 100 to 699, or a map from methods to such',
  description: 'What the switch answers; nothing where nothing is said.',
  examples: ['nothing', 401, { REGISTER: 401, INVITE: 200 }],
  type: ['string', 'integer', 'object'],
  pattern: '^nothing$',
  minimum: 100,
  maximum: 699,
  propertyNames: method,
  additionalProperties: integer(100, 699),
};

const wait: Schema = { ...duration, description: 'Time that passes before it is sent.', examples: ['10s'] };

export const tests: Schema = {
  title: 'a list of tests',
  description: 'Packets and what must come of them, kept beside the policy.',
  examples: [
    [
      {
        name: 'a scanner never arrives',
        send: { from: '192.0.2.200', method: 'OPTIONS' },
        expect: { delivered: 0 },
      },
    ],
  ],
  type: 'array',
  maxItems: 1_000,
  items: map(
    {
      name: {
        ...line(200),
        description: 'What is shown, in words.',
        examples: ['a carrier is never limited'],
      },
      profile: { ...name, description: 'The profile that is laid over the policy.', examples: ['attack'] },
      ports: {
        ...integer(1, 60_000),
        description: 'Source ports in use; 1 where nothing is said.',
        examples: [10],
      },
      starts: {
        ...weekTime,
        description: 'The time, in UTC, at which the rules are loaded; Monday noon where nothing is said.',
        examples: ['mon 08:30'],
      },
      answer,
      send,
      expect,
      // biome-ignore lint/suspicious/noThenProperty: a key of the policy's language, never awaited
      then: {
        title: 'a list of further steps',
        description: 'What is sent after that, with the sets and buckets as they are then.',
        examples: [[{ wait: '10s', send: { from: '192.0.2.200' }, expect: { delivered: 0 } }]],
        type: 'array',
        maxItems: 100,
        items: map({ wait, answer, send, expect }, { required: ['send', 'expect'] }),
      },
    },
    { required: ['name', 'send', 'expect'] },
  ),
};
