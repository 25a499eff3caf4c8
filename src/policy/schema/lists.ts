import { mostGroups } from '../bounds.js';
import { map, named, type Schema } from './schema.js';
import { choice, duration, integer, line, onOff } from './values.js';

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
      url: {
        ...line(2000),
        title: 'an https address',
        pattern: '^https://[^\\u0000-\\u0020\\u007f-\\u009f\\u2028\\u2029]+$',
        description: 'Where `vosguard lists refresh` fetches the file. Only https.',
        examples: ['https://www.spamhaus.org/drop/drop.txt'],
      },
      ca: {
        ...line(4096),
        title: 'the path of a file',
        description:
          'The certificates that the server of `url` is trusted by, in PEM, instead of the usual ones.',
        examples: ['lists/mirror.pem'],
      },
      on_switch: {
        ...onOff,
        description:
          'The host of the rules keeps the list by itself, on a timer, without `file`: it fetches `url` with curl or wget, for `blocked` alone; or it resolves `names` with what it has, for `blocked`, `trusted` and `from` of services. Nothing changes but the sets of such lists.',
        examples: ['on'],
      },
      names: {
        ...texts(255),
        description:
          'Names that `vosguard lists refresh` resolves (A and AAAA) and writes into the file; one that begins with `_sip._udp.` is asked for SRV.',
        examples: [['sip.carrier.example', '_sip._udp.carrier.example']],
      },
      keep: {
        ...duration,
        description:
          'How long an address stays in the list that its name no longer has; 24h where nothing is said.',
        examples: ['24h'],
      },
      every: {
        ...duration,
        description:
          'How long `lists refresh --due` leaves the list alone; 24h for addresses, the TTL of names (5 minutes to 1 hour), and 5 minutes for names that the switch resolves, where nothing is said.',
        examples: ['6h'],
      },
      max_age: {
        ...duration,
        description:
          'A list that was fetched longer ago is an error where it lets in, and a warning where it blocks. Whole days are counted.',
        examples: ['7d'],
      },
      max_change: {
        ...integer(1, 1000),
        description:
          'So many percent of the entries may be new or gone in one refresh; beyond that, what stood is kept. Where nothing is said, a list may not lose more than half.',
        examples: [20],
      },
      skip: {
        ...integer(0, mostEntries),
        description:
          'So many lines that cannot be read are left out; one more is an error. 0 where nothing is said.',
        examples: [3],
      },
      min: { ...integer(0, mostEntries), description: 'Fewer entries are an error.', examples: [500] },
      max: {
        ...integer(1, mostEntries),
        description: 'More entries are an error; of what is fetched 200000 where nothing is said.',
        examples: [200000],
      },
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
