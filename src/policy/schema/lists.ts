import { mostGroups } from '../bounds.js';
import { map, named, type Schema } from './schema.js';
import { choice, integer, line } from './values.js';

export const listFormats = [
  'plain',
  'netset',
  'spamhaus',
  'ranges',
  'dshield',
  'p2p',
  'csv',
  'json',
  'delegated',
] as const;

export const separators = ['comma', 'semicolon', 'tab', 'pipe'] as const;

const column = integer(1, 1000);
const mostEntries = 10_000_000;

const texts = (most: number): Schema => ({
  title: 'a list of texts',
  type: 'array',
  minItems: 1,
  maxItems: 1000,
  items: line(most),
});

export const lists: Schema = named(
  map(
    {
      file: {
        ...line(4096),
        title: 'the path of a file',
        description: 'The file of the list. The path is relative to the folder of the file that names it.',
        examples: ['lists/drop.txt'],
      },
      format: {
        ...choice(...listFormats),
        description:
          'How the file is read; `plain` where nothing is said. `plain`, `netset`, `spamhaus` and `ranges` are one: an address, a network or a range a line, `#` and `;` begin a comment.',
        examples: ['spamhaus', 'csv', 'json'],
      },
      column: {
        title: 'the number of a column, or a list of two',
        type: ['integer', 'array'],
        minimum: 1,
        maximum: 1000,
        minItems: 2,
        maxItems: 2,
        items: column,
        description:
          'The column of a CSV that has the address, from 1; two for the first and the last one of ranges. The first where nothing is said.',
        examples: [1, [1, 2]],
      },
      separator: {
        ...choice(...separators),
        description: 'What stands between the columns of a CSV; `comma` where nothing is said.',
        examples: ['tab'],
      },
      where: map(
        {
          column: { ...column, description: 'The column that is compared.', examples: [3] },
          is: {
            ...texts(100),
            description: 'The texts of which it must hold one.',
            examples: [['DE', 'AT']],
          },
        },
        {
          description:
            'Only the lines of a CSV whose column holds one of these texts, such as a country or the number of a network.',
          examples: [{ column: 3, is: ['DE', 'AT'] }],
          required: ['column', 'is'],
        },
      ),
      path: {
        ...line(200),
        title: 'keys with dots between them, such as `prefixes.ip_prefix`',
        description: 'The keys that lead to the addresses in JSON, through arrays too.',
        examples: ['ipaddress', 'prefixes.ip_prefix'],
      },
      countries: {
        ...texts(2),
        description: 'The countries that are taken from a `delegated` file of a registry.',
        examples: [['NL', 'BE']],
      },
      host_bits: {
        ...choice('refuse', 'network'),
        description: 'What `192.0.2.8/28` is: a fault (`refuse`, where nothing is said), or its network.',
        examples: ['network'],
      },
      skip: {
        ...integer(0, mostEntries),
        description:
          'So many lines that cannot be read are left out; one more is an error. 0 where nothing is said.',
        examples: [3],
      },
      min: { ...integer(0, mostEntries), description: 'Fewer entries are an error.', examples: [500] },
      max: { ...integer(1, mostEntries), description: 'More entries are an error.', examples: [200000] },
    },
    {
      description: 'A list and how it is read.',
      examples: [{ file: 'lists/drop.txt', format: 'spamhaus', min: 500 }],
    },
  ),
  {
    description:
      'Lists of addresses from elsewhere, each with its format, used as `{ list: NAME }` wherever sources are named.',
    examples: [{ drop: { file: 'lists/drop.txt', format: 'spamhaus' } }],
    maxProperties: mostGroups,
  },
);
