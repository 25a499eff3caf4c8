import { map, name, type Schema } from './schema.js';
import { choice, duration, integer, line } from './values.js';

/** A request's method, or any other token of RFC 3261: tests send what attackers send. */
const method: Schema = {
  title: 'a SIP method such as `REGISTER`',
  type: 'string',
  pattern: "^[A-Za-z0-9.!%*_+`'~-]{1,32}$",
};

const send = map(
  {
    from: { ...line(100), title: 'an address', description: 'The source.', examples: ['192.0.2.200'] },
    port: { ...integer(1, 65_535), description: 'The port that is sent to.', examples: [5060] },
    transport: { ...choice('udp', 'tcp'), description: 'UDP where nothing is said.', examples: ['udp'] },
    method: { ...method, description: 'The method of the request.', examples: ['REGISTER'] },
    user_agent: { ...line(256), description: 'Its User-Agent.', examples: ['friendly-scanner'] },
    allow: { ...line(256), description: 'Its Allow header.', examples: ['INVITE, ACK, REGISTER'] },
    payload: {
      title: 'text',
      description: 'Sent instead of a request.',
      examples: ['\r\n\r\n'],
      type: 'string',
      maxLength: 65_507,
    },
    size: {
      ...integer(1, 65_507),
      description: 'The request is filled up to so many bytes.',
      examples: [1600],
    },
    count: { ...integer(1, 1_000_000), description: 'How many; 1 where nothing is said.', examples: [100] },
    every: { ...duration, description: 'The time between two.', examples: ['10ms'] },
  },
  {
    description: 'What is sent.',
    examples: [{ from: '192.0.2.200', method: 'OPTIONS', count: 50, every: '20ms' }],
    required: ['from'],
  },
);

const expect = map(
  {
    delivered: {
      title: 'a whole number, or a range such as `14..16`',
      description: 'How many of them reach the switch.',
      examples: [0, '14..16'],
      type: ['integer', 'string'],
      minimum: 0,
      pattern: '^[0-9]{1,9}\\.\\.[0-9]{1,9}$',
    },
    banned: {
      title: 'true or false',
      description: 'Whether the source is banned afterwards.',
      examples: [true],
      type: 'boolean',
    },
  },
  { description: 'What must come of it.', examples: [{ delivered: 0 }] },
);

const answer: Schema = {
  title: '`nothing` or a status from 100 to 699',
  description: 'What the switch answers; nothing where nothing is said.',
  examples: ['nothing', 401],
  type: ['string', 'integer'],
  pattern: '^nothing$',
  minimum: 100,
  maximum: 699,
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
