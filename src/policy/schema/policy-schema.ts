import { mostProfiles } from '../bounds.js';
import { defaults } from '../defaults.js';
import { addresses } from './addresses.js';
import { conntrack, logging, target } from './host.js';
import { limitDefinitions } from './limits.js';
import { lists } from './lists.js';
import {
  map,
  mapValues,
  name,
  named,
  orNull,
  type Properties,
  reference,
  removable,
  type Schema,
  withDefaults,
} from './schema.js';
import { services } from './services.js';
import { signatures } from './signatures.js';
import { sip } from './sip.js';
import { tests } from './tests.js';
import { choice, duration, onOff, rate, sources } from './values.js';
import { vos3000 } from './vos3000.js';
import { watch } from './watch.js';

/** What a policy and each profile are made of, with the defaults filled in. */
const sections: Properties =
  withDefaults(
    map({
      name: { ...name, description: 'The name that stands in every artifact.' },
      target,
      addresses,
      lists,
      trusted: {
        ...sources,
        description: 'SIP from here is never limited and never banned.',
        examples: [['carriers']],
      },
      blocked: {
        ...sources,
        description:
          'Dropped on every port, unless trusted or named by a service. Answers to what this host asks come in, but on the ports of SIP.',
        examples: [['blocklist']],
      },
      services,
      default: { ...choice('deny', 'leave'), description: 'What happens to everything else that comes in.' },
      dhcp: {
        ...onOff,
        description:
          'Answers of DHCP servers come in: UDP 68 from port 67, and UDP 546 to an address of the link. An address that cannot be renewed is lost at the end of its lease.',
      },
      sip,
      signatures,
      conntrack,
      logging,
      watch,
      vos3000,
    }),
    defaults,
  ).properties ?? {};

/** Both the policy and its profiles refer to the sections, so that neither repeats them. */
const policy: Properties = mapValues(sections, ({ title, description, default: standing, examples }, key) =>
  reference(key, {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(standing !== undefined && { default: standing }),
    ...(examples !== undefined && { examples }),
  }),
);

/** Keys of a policy's file that no profile has. */
const fileOnly: Properties = {
  vosguard: { title: '1', description: 'The version of this language.', examples: [1], enum: [1] },
  include: {
    title: 'a path or a list of paths',
    description: 'Files that are laid under this one. Paths are relative to the folder of this file.',
    examples: ['common.yaml', ['carriers.yaml', 'limits.yaml']],
    type: ['string', 'array'],
    minLength: 1,
    items: { title: 'the path of a file', type: 'string', minLength: 1 },
  },
  tests,
};

/** When a profile begins by itself, in the rules. */
const when: Schema = map(
  {
    refused: {
      ...rate,
      description: 'The profile begins when more packets of strangers than this are refused, all together.',
      examples: ['500/s burst 5000'],
    },
    hold: {
      ...duration,
      description: 'It ends when so long no more than that have been refused. `10m` where nothing is said.',
      examples: ['10m'],
    },
  },
  {
    description:
      'The rules begin the profile and end it by themselves: of what it says, `sip.strangers` alone. One profile of a policy can have it.',
    examples: [{ refused: '500/s burst 5000', hold: '10m' }],
    required: ['refused'],
  },
);

/** A policy laid over this one: any of its keys, and how long it lasts. */
const overlay: Schema = map(
  {
    expires: {
      ...duration,
      description:
        'So long after its apply the profile ends by itself: what was in force before comes back. `--for` says another time.',
      examples: ['4h'],
    },
    when,
    ...policy,
  },
  {
    description: 'An overlay: what it says replaces what stands above.',
    examples: [{ expires: '4h', sip: { strangers: { limits: { REGISTER: '2/s burst 4' } } } }],
  },
);

const profiles = named(overlay, {
  description: 'Overlays on this policy, taken into use by name.',
  examples: [{ attack: { expires: '4h' } }],
  maxProperties: mostProfiles,
});

/**
 * The whole language. Since every file is laid over the defaults, nothing but `vosguard` is required of it, and
 * `null` removes what stands below. What is missing after merging is found by `validate`.
 */
export const policySchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...removable(
    map({ ...fileOnly, ...policy, profiles }, { title: 'a vosguard policy', required: ['vosguard'] }),
  ),
  definitions: mapValues({ ...limitDefinitions, ...sections }, (schema) => orNull(removable(schema))),
};
