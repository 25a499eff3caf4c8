import { map, type Schema } from './schema.js';

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

export const expect = map(
  {
    delivered: { ...number, description: 'How many of them reach the switch.', examples: [0, '14..16'] },
    dropped: { ...number, description: 'How many of them do not.', examples: [50] },
    banned: inSet('Whether the source is banned afterwards.'),
    known: inSet('Whether it is known afterwards: the switch has answered it.'),
    called: inSet('Whether it is one that the switch itself has called.'),
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
