import { methods } from '../../sip/method.js';
import { map, type Properties, reference, type Schema } from './schema.js';
import { choice, duration, greylistText, integer, limitText, rate, window } from './values.js';
import { when } from './when.js';

/** The keys of a limits map beside the methods. */
const classes = {
  unrecognised: 'what begins like nothing known',
  keepalive: 'keep-alives: empty, CRLF, double CRLF, STUN',
  other: 'everything that is not named, unrecognised packets included',
  all: 'every packet, in addition to its own entry',
} as const;

const whatOf: { readonly [key: string]: string } = {
  ...Object.fromEntries(methods.map((method) => [method, `${method} requests`])),
  ...classes,
};

/** One key for each class of packets; the value is made from the words that say which packets they are. */
export function byClass(value: (what: string) => Schema): Properties {
  return Object.fromEntries(Object.entries(whatOf).map(([key, what]) => [key, value(what)]));
}

const examples = ['5/s burst 10', 'drop', 'allow'];

const bucket: Properties = {
  rate: { ...rate, description: 'Packets a second, minute, hour or day.', examples: ['5/s', '5/s burst 10'] },
  burst: { ...integer(1, 1_000_000), description: 'Packets that may come at once.', examples: [10] },
  window: {
    ...window,
    description: 'At most so many packets in any time this long, as the published "recent" rules count.',
    examples: ['20 in 60s'],
  },
};

/** What a limit of each source has beyond one that many sources share. */
const perSource: Properties = {
  per: {
    ...choice('source', 'destination', 'both'),
    description: 'What shares a bucket: packets of one source, to one destination, or of one pair.',
    examples: ['source'],
  },
  expire: {
    ...duration,
    description:
      'How long an idle source is remembered. Without it, as long as its bucket takes to fill, at least 30s.',
    examples: ['60s'],
  },
  engine: {
    ...choice('bucket', 'recent'),
    description: 'What counts a window: a bucket refilled over the time, or the time stamps of xt_recent.',
    examples: ['bucket'],
  },
  when: {
    ...when,
    description: 'The part of the week in which the limit holds; outside it the class has none of its own.',
  },
};

const limits = (definition: string): Schema =>
  map(
    byClass((what) => reference(definition, { description: `Limit for ${what}.`, examples })),
    {
      title: 'a map of limits',
    },
  );

const ofStrangers = limits('limit');

export const limitDefinitions: Properties = {
  limit: { ...limitText, properties: { ...bucket, ...perSource }, additionalProperties: false },
  greylistLimit: { ...greylistText, properties: { ...bucket, ...perSource }, additionalProperties: false },
  sharedLimit: { ...limitText, properties: bucket, additionalProperties: false },
  limits: limits('limit'),
  strangersLimits: {
    ...ofStrangers,
    properties: {
      ...ofStrangers.properties,
      OPTIONS: reference('greylistLimit', {
        description:
          'Limit for OPTIONS requests. `greylist`: the first of a source is dropped, later ones within two minutes pass at 4/min burst 2.',
        examples: ['greylist', 'drop', '1/s burst 5'],
      }),
    },
  },
  sharedLimits: limits('sharedLimit'),
};
