import { mostGroups } from '../bounds.js';
import { named, type Schema } from './schema.js';
import { line, listKey } from './values.js';

const path: Schema = { ...line(4096), title: 'the path of a file' };

const file: Schema = {
  ...path,
  description:
    'A file with one address, network or range a line and `#` comments. The path is relative to the folder of the file that names it.',
  examples: ['lists/blocklist.netset'],
};

const entry: Schema = {
  title:
    'an address, a network, a range `a-b`, the name of a group, or a map with `file`, `list` or `address`',
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 100,
  properties: {
    file,
    list: listKey,
    address: {
      title: 'an address, a network or a range `a-b`',
      description: 'An address, a network or a range `a-b`, or the name of a group.',
      examples: ['203.0.113.10', '2001:db8:7::/48', '198.51.100.1-198.51.100.20'],
      type: 'string',
      minLength: 1,
      maxLength: 100,
    },
    until: {
      title: 'a day such as `2027-01-31`',
      description: 'The last day on which the entry is right. Past it, lint and compile report an error.',
      examples: ['2027-01-31'],
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    },
    reason: { ...line(200), description: 'Why the entry is there.', examples: ['trial with a new carrier'] },
  },
  additionalProperties: false,
  dependencies: { until: ['reason'] },
};

export const addresses: Schema = named(
  {
    title: 'a list of addresses and groups, `{ file: PATH }` or `{ list: NAME }`',
    description: 'A group: addresses, networks, ranges, other groups and list files, IPv4 and IPv6 mixed.',
    examples: [['203.0.113.10', '198.51.100.0/24', '2001:db8:7::/48'], { file: 'lists/blocklist.netset' }],
    type: ['array', 'object'],
    items: entry,
    properties: { file, list: listKey },
    additionalProperties: false,
  },
  {
    description: 'Named groups of addresses, to be used wherever sources are named.',
    examples: [{ office: ['192.0.2.8/29'] }],
    maxProperties: mostGroups,
  },
);
