import { map, type Schema } from './schema.js';
import { duration, integer } from './values.js';

const MOST = 1_000_000;

const packets = (what: string): Schema => ({ ...integer(1, MOST), description: `${what}.` });
const percent = (what: string): Schema => ({ ...integer(1, 100), description: `${what}, in percent.` });

/** From which value on `watch` takes something for evidence of an attack. `null` switches one off. */
export const watch: Schema = map(
  {
    refused: map(
      {
        suspicious: packets('Packets a second that the rules refuse, from which it is suspicious'),
        attack: packets('Packets a second that the rules refuse, from which it is an attack'),
      },
      { description: 'Packets that the rules refuse.' },
    ),
    source: packets('Packets a second of one source that the rules refuse'),
    options: packets('OPTIONS a minute of one source that the rules refuse'),
    bans: packets('Bans by rules in a minute, from which it is an attack'),
    challenges: percent("The share of 401 and 407 among the switch's answers to REGISTERs over UDP"),
    conntrack: percent("How full the kernel's table of connections is"),
    cpu: map(
      {
        suspicious: percent('How busy the processors are'),
        attack: percent(
          'How busy they are where it is an attack, should the rules refuse much at the same time',
        ),
      },
      { description: 'How busy the processors are.' },
    ),
    disk: percent('How busy a disk is'),
    tables: percent('How full a set of the rules is'),
    registrations: map(
      {
        below: percent('Fewer registered sources than this part of what is usual at this hour'),
        above: {
          ...integer(101, 100_000),
          description: 'More registered sources than this part of what is usual at this hour, in percent.',
        },
      },
      { description: 'Registered sources, beside what `watch --record-baseline` has noted.' },
    ),
    calm: { ...duration, description: 'How long there must be no evidence before a state ends.' },
  },
  { description: 'From where on `watch` calls it suspicious or an attack. No rule depends on it.' },
);
