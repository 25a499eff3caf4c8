import { link } from '../src/host/lab/link.js';
import { frame, udpPacket } from '../test/packets/frames.js';
import { Lab } from '../test/packets/lab.js';
import { sipRequest } from '../test/packets/sip.js';
import { median } from './median.js';
import { type Ruleset, rulesets, sources } from './rulesets.js';
import { costOf } from './sender.js';
import { sink } from './sink.js';
import { table } from './table.js';

const load = { warm: 500, batches: 12, size: 500 };

const phone = { userAgent: 'Yealink SIP-T46S 66.86.0.15', allow: 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO' };
const sip = 5060;
const media = 20_000;

/** What a switch lives from first. Both are of answered flows, and the port is bound. */
const classes = {
  'trusted INVITE': frameOf(sources.trusted, sipRequest({ method: 'INVITE', ...phone })),
  RTP: frameOf(sources.media, `\x80\x08${'\x55'.repeat(170)}`, media),
  'REGISTER flood': frameOf(sources.register, sipRequest({ method: 'REGISTER', ...phone })),
  'scanner OPTIONS flood': frameOf(
    sources.options,
    sipRequest({ method: 'OPTIONS', userAgent: 'friendly-scanner' }),
  ),
  'INVITE flood': frameOf(sources.invite, sipRequest({ method: 'INVITE', ...phone })),
} as const;
export type Class = keyof typeof classes;
export const classNames = Object.keys(classes) as Class[];

function frameOf(source: string, payload: string, destinationPort = sip): Buffer {
  const ends = { source, destination: link.switch.ipv4, sourcePort: 5062, destinationPort };
  return frame(udpPacket({ ...ends, payload }));
}

export type Costs = ReadonlyMap<string, ReadonlyMap<Class, readonly number[]>>;

/** A laboratory for each ruleset, all at once, so that each batch stands beside the same batch of all the others. */
export async function measure(
  rulesets: readonly Ruleset[],
  names: readonly Class[],
  rounds: number,
): Promise<Costs> {
  const all = await Promise.all(
    rulesets.map(async (one) => ({ ...one, lab: await Lab.start({ deadline: 1800 }) })),
  );
  try {
    for (const { lab, load } of all) {
      await load(lab);
      sink(lab.switch, { [sip]: sources.trusted, [media]: sources.media });
    }
    const costs = new Map(all.map(({ name }) => [name, new Map(names.map((one) => [one, [] as number[]]))]));
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        for (const one of all) {
          const cost = await costOf(one.lab.world, { ...load, frames: [classes[name]] });
          costs.get(one.name)?.get(name)?.push(cost);
        }
      }
    }
    return costs;
  } finally {
    await Promise.all(all.map(({ lab }) => lab.close()));
  }
}

/** Nanoseconds above the floor, and as a part of the published script's where the same tool has loaded it. */
export function floodTable(costs: Costs, names: readonly Class[]): string {
  const of = (ruleset: string, name: Class) => costs.get(ruleset)?.get(name) ?? [];
  // Differences of one round, then the median of them: what disturbs a round disturbs both.
  const above = (ruleset: string, name: Class) =>
    of(ruleset, name).map((cost, round) => cost - (of('floor', name)[round] ?? Number.NaN));
  const cell = (ruleset: string, name: Class) => {
    if (ruleset === 'floor') return `${median(of(ruleset, name)).toFixed(0)} ns in all`;
    const published = above(publishedWith(ruleset), name);
    const parts = above(ruleset, name).map((cost, round) => cost / (published[round] ?? Number.NaN));
    const [low, high] = middleHalf(parts);
    const ns = `${median(above(ruleset, name)).toFixed(0)} ns`;
    return `${ns}, ${median(parts).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  };
  const rows = [...costs.keys()].map((ruleset) => [ruleset, ...names.map((name) => cell(ruleset, name))]);
  return table(['', ...names], rows);
}

/** nftables has no published script of its own: iptables-nft loads it into the same engine. */
const publishedWith = (ruleset: string): string =>
  ruleset.includes('legacy') ? 'published, iptables-legacy' : 'published, iptables-nft';

function middleHalf(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
  return [at(1 / 4), at(3 / 4)];
}

/** What a packet of each class costs: nanoseconds above the floor, and against the published script with the same tool. */
export async function flood(): Promise<string> {
  const costs = await measure(rulesets(), classNames, 15);
  return [
    'Above the floor in ns; the same as a part of what the published script costs with the same tool, and the middle half of the rounds.',
    'Goals: trusted INVITE 0.9, RTP 1.0. Of a banned source REGISTER 0.08 (nftables), 0.25 (iptables-nft), 0.12 (iptables-legacy); OPTIONS 0.20, 0.50, 0.25.',
    '',
    floodTable(costs, classNames),
  ].join('\n');
}
