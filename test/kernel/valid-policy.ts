import fc from 'fast-check';
import { link } from '../../src/host/lab/link.js';
import { addressText } from '../../src/net/address.js';
import { packReferences, packs } from '../../src/sip/packs.js';
import { methods } from '../../src/sip/signature.js';
import { wideRange } from '../net/arbitraries.js';

/*
 * Policies as their users might write them, strange but without a mistake: whatever is made here must compile, and
 * what comes of it must load. The one thing left out is `include`, profiles and what is not compiled yet.
 */
type Value = fc.Arbitrary<unknown>;

/** A map with some of these keys. */
const some = (keys: Readonly<Record<string, Value>>): Value => fc.record(keys, { requiredKeys: [] });
const orNull = (value: Value): Value => fc.option(value, { freq: 6 });
const int = (min: number, max: number) =>
  fc.oneof(fc.constant(min), fc.constant(max), fc.integer({ min, max }));

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
  fc.constantFrom('pass', 'drop', 'table', 'constructor', 'a', 'a-4', 'a-4-new', 'x'.repeat(32), `${'x'.repeat(31)}y`),
); // biome-ignore format: one line a kind

const units = { s: 86_400, min: 1_440, h: 24, d: 1 } as const;
/** The burst is what comes in a day at most (VG339). */
const bucket = fc
  .tuple(fc.constantFrom<keyof typeof units>('s', 'min', 'h', 'd'), int(1, 1_000_000))
  .chain(([unit, count]) =>
    fc.record({ rate: fc.constant(`${count}/${unit}`), burst: int(1, Math.min(1e6, count * units[unit])) }),
  );
const rate = fc.oneof(
  bucket.map(({ rate, burst }) => `${rate} burst ${burst}`),
  fc.constantFrom('5/s', '1/d', '1/s burst 5', '100/s burst 200'),
);
const span = fc.oneof(
  int(1, 86_400).map((seconds) => `${seconds}s`),
  fc.constantFrom('1ms', '1500ms', '24h', '1d'),
);
const time = int(1, 86_400).map((seconds) => `${seconds}s`);
const window = fc.tuple(int(1, 1_000_000), span).map(([count, of]) => `${count} in ${of}`);
/** xt_recent counts to 255 (VG338). */
const recent = fc.tuple(int(1, 255), span).map(([count, of]) => `${count} in ${of}`);
const per = fc.constantFrom('source', 'destination', 'both');
const expire = fc.constantFrom('1ms', '90s', '365d');

const shared = fc.oneof(rate, fc.constantFrom('drop', 'allow'), bucket, fc.record({ window }));
const limit = fc.oneof(
  shared,
  fc.record({ rate, per, expire }, { requiredKeys: ['rate'] }),
  fc.record({ window, per, engine: fc.constant('bucket') }, { requiredKeys: ['window'] }),
  fc.record({ window: recent, per, engine: fc.constant('recent') }, { requiredKeys: ['window', 'engine'] }),
);
const byClass = (value: Value): Value =>
  fc.dictionary(fc.constantFrom(...methods, 'unrecognised', 'keepalive', 'other', 'all'), orNull(value), {
    maxKeys: 8,
  });

const range = wideRange.map(({ family, first, last }) =>
  [first, last].map((value) => addressText({ family, value } as Parameters<typeof addressText>[0])).join('-'),
);
const entry = fc.oneof(
  range,
  fc.nat(255).map((host) => `192.0.2.${host}`),
  fc.nat(15).map((host) => `2001:db8:${host.toString(16)}::/48`),
  fc.constantFrom('0.0.0.0/0', '::/0', '0.0.0.0/1', 'ffff::/16', '255.255.255.255', '::1', '198.51.100.0/24'),
);
const sources = fc.array(entry, { maxLength: 6 });

const port = fc.oneof(
  int(1, 65_535),
  fc.tuple(int(1, 65_535), int(1, 65_535)).map((ends) => `${Math.min(...ends)}-${Math.max(...ends)}`),
);
const ports = fc.array(port, { minLength: 1, maxLength: 40 });
const either = (...[udp, tcp]: readonly [Value, Value]): Value =>
  fc.oneof(fc.record({ udp }), fc.record({ tcp }), fc.record({ udp, tcp }));
/** No port is both plain and encrypted (VG325). */
const sipPorts = fc
  .tuple(...[1, 2, 3, 4].map((from) => fc.uniqueArray(fc.nat(200).map((n) => 5000 + 4 * n + from), { minLength: 1, maxLength: 40 })))
  .map(([udp, tcp, udps, tcps]) => ({ udp, tcp, encrypted: { udp: udps, tcp: tcps } })); // biome-ignore format: short

const service = fc.oneof(
  either(ports, ports),
  fc.record({ tcp: ports, from: sources }),
  fc.record({ udp: ports, tcp: ports, from: sources }),
);

const taken = new Set(packs.flatMap(({ signatures }) => signatures.map(({ id }) => id)));
const text = (most: number) =>
  fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme-ascii' }))
    .map((drawn) => Buffer.from(`${drawn}scan`).subarray(0, most).toString().replaceAll('\ufffd', ''))
    .filter((drawn) => drawn.length > 0 && !/[\p{Cc}\u2028\u2029]/u.test(drawn));
const header = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.!%*_+`'~-]{0,20}$/);
const pattern = fc.oneof(
  fc.record({ raw: text(128) }),
  fc.record({ header, begins: text(100) }),
  fc.record({ header, contains: text(128) }),
  fc.record({ method: fc.constantFrom(...methods), begins: text(110) }),
);
const signatures = some({
  use: fc.uniqueArray(fc.constantFrom(...packReferences)),
  add: fc
    .uniqueArray(fc.tuple(name, pattern), { selector: ([id]) => id, maxLength: 5 })
    .map((drawn) => drawn.filter(([id]) => !taken.has(id)).map(([id, how]) => ({ id, ...how }))),
});

const connections = some({
  udp: int(1, 1_000_000),
  tcp: int(1, 9),
  per_subnet: int(1, 99),
  answer: fc.constantFrom('drop', 'reject'),
});
const strangers = (tracked: boolean): Value =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant('deny') },
    {
      weight: 9,
      arbitrary: fc.record(
        {
          limits: orNull(byClass(limit)),
          per_subnet: orNull(byClass(shared)),
          together: orNull(byClass(shared)),
          connections: tracked ? orNull(connections) : fc.constant(null),
          max_size: orNull(byClass(int(1, 65_507))),
        },
        { requiredKeys: tracked ? [] : ['connections'] },
      ),
    },
  ); // biome-ignore format: one line a key

const ban = orNull(fc.record({ over: rate, for: time }));
const sip = (tracked: boolean): Value =>
  fc.record(
    {
      ports: orDefault(sipPorts),
      known: some({ remember: time, limits: orNull(byClass(limit)) }),
      learn: orNull(time),
      strangers: strangers(tracked),
      bans: orNull(some({ signature: orNull(time), flood: ban, challenged: ban, refused: ban })),
    },
    { requiredKeys: tracked ? [] : ['strangers'] },
  );

function orDefault(value: Value): Value {
  return fc.oneof(value, fc.constantFrom({}, { tcp: null }, { udp: null }, { encrypted: [5070] }));
}

const conntrack = (tracked: boolean): Value =>
  some({ max: int(1024, 2 ** 31 - 1), buckets: fc.oneof(fc.constant('auto'), int(256, 2 ** 31 - 1)), udp_timeout: time }).map(
    (drawn) => ({ ...(drawn as object), sip: tracked ? 'tracked' : 'untracked' }),
  ); // biome-ignore format: short

const devices = fc.constantFrom([], [link.switch.name]);
const platform = fc.constantFrom('generic', 'debian12', 'el8', 'ubuntu2004', 'el9', {
  kernel: '6.1',
  nft: '1.0.6',
});
const prefix = fc
  .stringMatching(/^[ #%&'()*+,./0-9:;<=>?@A-Z[\]^_`a-z{|}~][ !#%-[\]-~]{0,126}$/)
  .map((drawn) => drawn.replaceAll('$', ''));

/** The text of a policy, in JSON, which is YAML. What is null removes a default. */
export const validPolicy: fc.Arbitrary<string> = fc
  .boolean()
  .chain((tracked) =>
    fc.record(
      {
        vosguard: fc.constant(1),
        name,
        target: fc.record({ platform, devices }, { requiredKeys: ['platform'] }),
        trusted: sources,
        blocked: sources,
        services: orNull(fc.dictionary(name, service, { maxKeys: 5 })),
        default: fc.constantFrom('deny', 'leave'),
        sip: sip(tracked),
        signatures: orNull(signatures),
        conntrack: conntrack(tracked),
        logging: orNull(some({ drops: rate, prefix })),
      },
      { requiredKeys: tracked ? ['vosguard', 'target'] : ['vosguard', 'target', 'conntrack', 'sip'] },
    ),
  )
  .map((drawn) => JSON.stringify(drawn));
