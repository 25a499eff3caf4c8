import { icmpNames, protocolNames } from '../../net/protocol.js';
import { map, type Schema } from './schema.js';

/*
 * The texts of values. The patterns are for editors; `src/validate/values` reads the same texts and has better words,
 * which take the place of a pattern's.
 */

export const duration: Schema = {
  title: 'a duration such as `90s`, `10m`, `2h`',
  type: 'string',
  pattern: '^[1-9][0-9]*(ms|s|m|h|d)$',
};

const ratePattern = '[1-9][0-9]{0,6}/(s|min|h|d)( burst [1-9][0-9]{0,6})?';

export const rate: Schema = {
  title: 'a rate such as `5/s burst 10`',
  type: 'string',
  pattern: `^${ratePattern}$`,
};

export const limitText: Schema = {
  title: 'a rate such as `5/s burst 10`, `drop`, `allow`, or a map with `rate` or `window`',
  type: ['string', 'object'],
  pattern: `^(drop|allow|${ratePattern})$`,
};

const greylistPattern = `^(drop|allow|greylist|${ratePattern})$`;

/** For OPTIONS of strangers. */
export const greylistText: Schema = {
  ...limitText,
  title: 'a rate such as `5/s burst 10`, `greylist`, `drop`, `allow`, or a map with `rate` or `window`',
  pattern: greylistPattern,
};

export const byteRate: Schema = {
  title: 'bytes a second such as `8kB/s burst 16kB`',
  type: 'string',
  pattern: '^[1-9][0-9]{0,9}(B|kB|MB)/s( burst [1-9][0-9]{0,9}(B|kB|MB))?$',
};

export const window: Schema = {
  title: 'a number of packets and a time, such as `20 in 60s`',
  type: 'string',
  pattern: '^[1-9][0-9]* in [1-9][0-9]*(ms|s|m|h|d)$',
};

export const ports: Schema = {
  title: 'a list of ports, such as `[5060, 10000-39999]`',
  type: 'array',
  maxItems: 1024,
  items: {
    title: 'a port from 1 to 65535, or a range such as `10000-39999`',
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 65535,
    pattern: '^[0-9]+(-[0-9]+)?$',
  },
};

/** TCP and UDP have ports, and keys of their own. */
export const protocol: Schema = {
  title: 'a protocol over IP such as `vrrp`, `gre`, `esp` or `ospf`, or its number from 0 to 255',
  type: ['string', 'integer'],
  minimum: 0,
  maximum: 255,
  pattern: `^([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|${protocolNames
    .filter((name) => name !== 'tcp' && name !== 'udp')
    .map((name) => name.replace('.', '\\.'))
    .join('|')})$`,
};

/** A name means both families. */
export const icmpType: Schema = {
  title: `an ICMP type: \`${icmpNames.join('`, `')}\` or a number from 0 to 255`,
  type: ['string', 'integer'],
  minimum: 0,
  maximum: 255,
  pattern: `^([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|${icmpNames.join('|')})$`,
};

export const icmpTypes: Schema = {
  title: 'a list of ICMP types, such as `[echo-request]`',
  type: 'array',
  minItems: 1,
  maxItems: 64,
  items: icmpType,
};

export const device: Schema = {
  title: 'the name of a network device, at most 15 letters, digits, `.`, `_`, `:`, `@` or `-`',
  type: 'string',
  maxLength: 15,
  pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]*$',
};

/** Names of devices that need not be there. */
export const devices: Schema = {
  title: 'a list of network devices, such as `[eth1, tun*]`',
  type: 'array',
  minItems: 1,
  maxItems: 32,
  items: {
    title:
      'the name of a network device, at most 15 letters, digits, `.`, `_`, `:`, `@` or `-`; `*` at its end stands for any rest',
    type: 'string',
    maxLength: 15,
    pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]*\\*?$',
  },
};

/** A list of the section `lists`, where sources are named. */
export const listKey: Schema = {
  title: 'the name of a list',
  description: 'A list of the section `lists`, as the only key: `{ list: NAME }`.',
  examples: ['drop'],
  type: 'string',
  minLength: 1,
  maxLength: 100,
};

/** A group's name, an address, a network, a range or a list. */
export const sources: Schema = {
  title: 'a list of group names and addresses, such as `[office, 192.0.2.7]`',
  type: 'array',
  items: {
    title: "a group's name, an address, or `{ list: NAME }`",
    type: ['string', 'object'],
    minLength: 1,
    maxLength: 100,
    properties: { list: listKey },
    required: ['list'],
    additionalProperties: false,
  },
};

/** The YAML 1.2 core schema reads `on` and `off` as text, YAML 1.1 as switches: both are taken. */
export const onOff: Schema = {
  title: 'a switch: `on` or `off`',
  enum: ['on', 'off', true, false, 1, 0],
};

/** Versions are read as they are written: `6.30` is not 6.3. Without quotes, YAML sees a number. */
export const version: Schema = {
  title: 'a version such as `"1.8.9"`',
  type: ['string', 'number'],
  pattern: '^[0-9]+(\\.[0-9]+){0,3}$',
};

export function integer(minimum: number, maximum: number): Schema {
  return { title: `a whole number from ${minimum} to ${maximum}`, type: 'integer', minimum, maximum };
}

/** One line of printable text. */
export function line(most: number): Schema {
  return {
    title: `one line of text, at most ${most} characters`,
    type: 'string',
    minLength: 1,
    maxLength: most,
    pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
  };
}

export function choice(...allowed: readonly string[]): Schema {
  return { title: `one of ${allowed.map((one) => `\`${one}\``).join(', ')}`, enum: allowed };
}

const clock = '([01][0-9]|2[0-3]):[0-5][0-9]';
const day = '(sun|mon|tue|wed|thu|fri|sat)';

/** Parts of a week. */
export const when: Schema = map(
  {
    hours: {
      title: 'hours such as `08:00-20:00`',
      type: 'string',
      pattern: `^${clock}-(${clock}|24:00)$`,
      description:
        'From when until when. Where the second is not behind the first, it is on the next day. All day where nothing is said.',
      examples: ['08:00-20:00', '22:00-06:00'],
    },
    days: {
      title: 'a list of days such as `[mon-fri]`',
      type: 'array',
      minItems: 1,
      maxItems: 7,
      items: {
        title: 'one of `sun`, `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, or two of them as in `mon-fri`',
        type: 'string',
        pattern: `^${day}(-${day})?$`,
      },
      description: 'The days on which the hours begin. Every day where nothing is said.',
      examples: [['mon-fri'], ['sat', 'sun']],
    },
    zone: {
      title:
        '`UTC`, or a distance from it such as `+02:00`: kernels know no daylight saving time, so no name such as `Europe/Berlin`',
      type: 'string',
      pattern: '^(UTC|[+-](0[0-9]|1[0-4]):[0-5][0-9])$',
      description:
        'Of which clock they are: a fixed distance from UTC, without daylight saving time. `UTC` where nothing is said.',
      examples: ['+02:00'],
    },
  },
  {
    description: 'The part of the week in which it holds.',
    examples: [{ hours: '08:00-20:00', days: ['mon-fri'], zone: '+02:00' }],
  },
);

export const weekTime: Schema = {
  title: 'a day and a time of UTC such as `mon 08:30`',
  type: 'string',
  pattern: `^${day} ${clock}$`,
};
