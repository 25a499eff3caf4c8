import fc from 'fast-check';
import { link } from '../src/host/lab/link.js';
import { methods } from '../src/sip/signature.js';
import { people } from './people.js';

type Value = fc.Arbitrary<unknown>;

/** A map with some of these keys. */
const some = (keys: Readonly<Record<string, Value>>): Value => fc.record(keys, { requiredKeys: [] });
const mostly = <T>(usual: T, ...rare: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, ...rare);

/** A packet costs 25 ms at least, which is more than a kernel's clock can be off (`doubt.ts`). */
const rate = fc
  .tuple(
    fc.oneof(
      fc.nat(39).map((n) => `${n + 1}/s`),
      fc.nat(900).map((n) => `${n + 20}/min`),
      fc.constant('3/d'),
    ),
    fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 7, max: 20 })),
  )
  .map(([per, burst]) => `${per} burst ${per.endsWith('/d') ? Math.min(3, burst) : burst}`);

const seconds = fc.constantFrom('1s', '2s');
const per = fc.constantFrom('source', 'destination', 'both');
const window = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('1s', '2s', '1500ms'))
  .map(([count, span]) => `${count} in ${span}`);
const limit = fc.oneof(
  { weight: 5, arbitrary: rate },
  { weight: 1, arbitrary: fc.constant('drop') },
  { weight: 1, arbitrary: fc.constant('allow') },
  { weight: 1, arbitrary: fc.record({ rate, per }) },
  { weight: 1, arbitrary: fc.record({ window, engine: fc.constantFrom('bucket', 'recent') }) },
);
const shared = fc.oneof({ weight: 5, arbitrary: rate }, fc.constantFrom('drop', 'allow'));
const byClass = (value: Value, keys: readonly string[]): Value =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 });
const classes = [...methods, 'unrecognised', 'keepalive', 'other', 'all', 'REGISTER', 'INVITE', 'REGISTER'];

const strangers = fc.oneof(
  { weight: 1, arbitrary: fc.constant('deny') },
  {
    weight: 19,
    arbitrary: some({
      limits: byClass(limit, classes),
      per_subnet: byClass(shared, classes),
      together: byClass(shared, classes),
      max_size: byClass(fc.integer({ min: 300, max: 900 }), classes),
      connections: fc.record({
        udp: fc.integer({ min: 1, max: 6 }),
        tcp: fc.constant(5),
        per_subnet: fc.integer({ min: 2, max: 9 }),
        answer: fc.constantFrom('drop', 'reject'),
      }),
    }),
  },
);

const ban = fc.option(fc.record({ over: rate, for: seconds }), { freq: 5 });
const bans = some({ signature: fc.option(seconds, { freq: 8 }), flood: ban, challenged: ban, refused: ban });

/**
 * Small tables are for what stays longer than a script runs: when a kernel takes away what is over is its own affair, and
 * a table that is full of such entries would be a matter of luck.
 */
const few = fc.integer({ min: 1, max: 5 });
const sizes = fc.oneof(fc.constant({}), some({ sources: few, subnets: few, called: few, asked: few }));

const sip = fc.record(
  {
    ports: fc.constantFrom(
      { udp: [5060] },
      { udp: [5060, 6060] },
      { udp: [5060], encrypted: { udp: [5070] } },
    ),
    known: some({
      remember: seconds,
      limits: byClass(limit, classes),
      per_port: byClass(shared, classes),
    }),
    learn: fc.constant('2h'),
    strangers,
    bans,
    sizes,
  },
  { requiredKeys: ['bans'] },
);

/** A segment costs 25 ms at least here too. */
const byteRate = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 4 }))
  .map(([rate, burst]) => `${rate}kB/s burst ${rate * burst}kB`);
const streamSip = sip.chain((drawn) => {
  // Rules take entries out of the set of connections, whose size follows from `sizes`: what is free then is a kernel's own affair.
  const {
    strangers,
    learn: _,
    sizes: __,
    ...rest
  } = drawn as Partial<Record<'strangers' | 'learn' | 'sizes', unknown>>;
  const one = (value: Value) => fc.option(value, { nil: undefined, freq: 3 });
  return fc
    .record({
      ports: fc.constantFrom(
        { udp: [5060], tcp: [5060] },
        { udp: [5060], tcp: [5060], encrypted: { tcp: [5061] } },
      ),
      known: one(fc.record({ remember: seconds, bytes: fc.record({ tcp: byteRate }) })) as fc.Arbitrary<
        object | undefined
      >,
      bytes: some({ tcp: byteRate, stray: byteRate, together: byteRate }),
      tcp: one(fc.integer({ min: 1, max: 9 })),
    })
    .map(({ ports, known, bytes, tcp }) => {
      const own = typeof strangers === 'object' && strangers !== null ? strangers : {};
      const counted = tcp === undefined ? {} : { connections: { tcp } };
      const lane = strangers === 'deny' ? strangers : { ...own, ...counted, bytes };
      return { ...rest, ports, ...(known && { known }), strangers: lane };
    });
});

const signatures = fc.constantFrom(
  { use: ['attack-tools'] },
  { use: [], add: [{ id: 'mine', header: 'User-Agent', contains: 'Dialer/' }] },
  { use: [] },
);

const list = (entries: readonly string[]): Value => fc.subarray([...entries], { maxLength: 2 });

/** Policies that are played with packets: small, and with times of two seconds and less. JSON, which is YAML. */
const policiesWith = (sip: Value): fc.Arbitrary<string> =>
  fc
    .record(
      {
        vosguard: fc.constant(1),
        target: fc.record({
          platform: mostly('debian12', fc.constantFrom('generic', 'el8', 'el9', 'ubuntu2004', 'debian13')),
          devices: mostly<readonly string[]>([], fc.constant([link.switch.name])),
        }),
        trusted: list([...people.lists, people.friend]),
        blocked: list(people.lists),
        services: fc.constantFrom({ web: { udp: [8080], from: ['192.0.2.0/25'] } }, { web: { udp: [8080] } }),
        default: fc.constantFrom('deny', 'leave'),
        sip,
        signatures,
        conntrack: mostly<unknown>({}, fc.constant({ sip: 'untracked' })),
      },
      { requiredKeys: ['vosguard', 'target', 'sip'] },
    )
    .map((drawn) => JSON.stringify(consistent(drawn as Drawn)));

export const policies = policiesWith(sip);

/** The same with TCP, whose limits are in bytes. */
export const streamPolicies = policiesWith(streamSip);

interface Drawn {
  readonly sip: { readonly strangers?: unknown };
  readonly conntrack?: { readonly sip?: string };
}

/** Without tracking no connections can be counted (VG343). */
function consistent(drawn: Drawn): unknown {
  const { strangers = {} } = drawn.sip;
  if (drawn.conntrack?.sip !== 'untracked' || typeof strangers !== 'object') return drawn;
  return { ...drawn, sip: { ...drawn.sip, strangers: { ...strangers, connections: null } } };
}
