import { packReferences } from '../../sip/packs.js';
import { methods } from '../../sip/signature.js';
import { map, name, type Schema } from './schema.js';
import { choice, line } from './values.js';

const text = (description: string, example: string): Schema => ({
  ...line(1024),
  description,
  examples: [example],
});

const signature = map(
  {
    id: { ...name, description: 'A name of its own, for messages and counters.', examples: ['my-scanner'] },
    header: {
      title: "a header's name such as `User-Agent`",
      description: 'The header that is searched.',
      examples: ['User-Agent'],
      type: 'string',
      pattern: "^[A-Za-z][A-Za-z0-9.!%*_+`'~-]{0,63}$",
    },
    method: {
      ...choice(...methods),
      description: 'The method of a request whose address `begins` with the text.',
      examples: ['OPTIONS'],
    },
    contains: text("The text stands anywhere in the header's value, in any case.", 'BadDialer/'),
    begins: text(
      "The header's value, or the address after the method, begins with the text, in any case.",
      'friendly-scanner',
    ),
    raw: {
      ...text('The text stands anywhere in the message, in any case.', 'sip:100@1.1.1.1'),
      title: 'text without NUL, at most 1024 characters',
      pattern: '^[^\\u0000]*$',
    },
  },
  {
    required: ['id'],
    title: 'a map with `id` and `header` with `contains` or `begins`, or `method` with `begins`, or `raw`',
  },
);

export const signatures: Schema = map(
  {
    use: {
      title: 'a list of signature packs',
      description:
        'The packs of signatures that come with vosguard: the newest version, or a pinned one such as `attack-tools@1`.',
      type: 'array',
      items: choice(...packReferences),
    },
    add: {
      title: 'a list of signatures',
      description: 'Signatures of your own.',
      examples: [[{ id: 'my-scanner', header: 'User-Agent', contains: 'BadDialer/' }]],
      type: 'array',
      maxItems: 200,
      items: signature,
    },
  },
  { description: 'What betrays a scanner. Only what the limits let through is searched.' },
);
