import { map, name, type Schema } from './schema.js';
import { expect } from './test-expect.js';
import { method, send } from './test-send.js';
import { duration, integer, line } from './values.js';
import { weekTime } from './when.js';

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
