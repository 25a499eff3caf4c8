import { map, type Schema } from './schema.js';

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
      title: '`UTC`, or a distance from it such as `+02:00`',
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
