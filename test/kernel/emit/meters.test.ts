import { meterId } from '../../../src/ruleset/ids.js';
import type { Meter } from '../../../src/ruleset/ruleset.js';
import { count, meter, ms, rule } from '../../emit/samples.js';
import { flavours } from './namespace.js';
import { type Backend, hits, preroutingOnly } from './traffic.js';

const log = { kind: 'log', prefix: '' } as const;
const burst = { kind: 'bucket', rate: { count: count(1), unit: 'hour' }, burst: count(3) } as const;
const slow = { algorithm: burst, expire: ms(7_200_000) };
const sources = [1, 2, 3, 4, 5].map((n) => `127.0.0.${n}`);
const five = ['a', 'b', 'c', 'd', 'e'];

/** `r.1` takes what the meter matches, `r.2` counts what goes on. */
const limited = (changes: Partial<Meter>) =>
  preroutingOnly(
    [
      rule(
        'r.1',
        'ipv4',
        [
          { kind: 'transport', transport: 'udp' },
          { kind: 'limit', meter: meterId('m.1') },
        ],
        { kind: 'drop' },
      ),
      rule('r.2', 'ipv4', [], log),
    ],
    [meter('m.1', 'ipv4', { ...slow, ...changes })],
  );

test.each<[Backend, string, Partial<Meter>, number, number]>([
  // Of five packets from each of five sources three pass.
  ['nftables', 'each source has a bucket', {}, 10, 15],
  ['legacy', 'each source has a bucket', {}, 10, 15],
  ['nftables', 'a table with room charges once, closed or not', { whenFull: 'closed' }, 10, 15],
  ['nftables', 'one bucket for all', { key: 'all' }, 22, 3],
  ['legacy', 'one bucket for all', { key: 'all' }, 22, 3],
  ['nft', 'one bucket for all', { key: 'all' }, 22, 3],
  ['nftables', 'a subnet shares a bucket', { key: 'subnet' }, 22, 3],
  ['nft', 'a subnet shares a bucket', { key: 'subnet' }, 22, 3],
  // Two sources find room; the other three send fifteen packets.
  ['nftables', 'full and open', { size: count(2) }, 4, 21],
  ['nftables', 'full and closed', { size: count(2), whenFull: 'closed' }, 19, 6],
  ['nftables', 'full and closed, within', { size: count(2), sense: 'within', whenFull: 'closed' }, 6, 19],
  ['nftables', 'full and open, within', { size: count(2), sense: 'within', whenFull: 'open' }, 21, 4],
  // hashlimit drops the fifteen by itself.
  ['legacy', 'full and closed', { size: count(2), whenFull: 'closed' }, 4, 6],
  ['nft', 'full and closed', { size: count(2), whenFull: 'closed' }, 4, 6],
  ['legacy', 'full and closed, within', { size: count(2), sense: 'within', whenFull: 'closed' }, 6, 4],
])('%s: %s', (backend, _, changes, taken, left) => {
  const counts = hits(limited(changes), { family: 'ipv4', sources, texts: five }, backend);
  expect(counts).toEqual({ 'r.1': taken, 'r.2': left });
});

test.each(flavours)('%s: a window of 3 in 60 s, both ways', (flavour) => {
  const algorithm = { kind: 'window', count: count(3), span: ms(60_000) } as const;
  const counts = (sense: Meter['sense']) =>
    hits(limited({ algorithm, sense }), { family: 'ipv4', sources, texts: five }, flavour);
  expect(counts('over')).toEqual({ 'r.1': 10, 'r.2': 15 });
  expect(counts('within')).toEqual({ 'r.1': 15, 'r.2': 10 });
});
