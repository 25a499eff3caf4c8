import { link } from '../src/host/lab/link.js';
import { frame, udpPacket } from '../test/packets/frames.js';
import { Lab } from '../test/packets/lab.js';
import { sipRequest } from '../test/packets/sip.js';
import { median } from './median.js';
import { rulesets, sources } from './rulesets.js';
import { costOf } from './sender.js';
import { table } from './table.js';

const rounds = 15;
const load = { warm: 500, batches: 12, size: 500 };

const phone = { userAgent: 'Yealink SIP-T46S 66.86.0.15', allow: 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO' };

const classes = {
  'REGISTER flood': frameOf(sources.register, sipRequest({ method: 'REGISTER', ...phone })),
  'scanner OPTIONS flood': frameOf(
    sources.options,
    sipRequest({ method: 'OPTIONS', userAgent: 'friendly-scanner' }),
  ),
  'INVITE flood': frameOf(sources.invite, sipRequest({ method: 'INVITE', ...phone })),
  'trusted INVITE': frameOf(sources.trusted, sipRequest({ method: 'INVITE', ...phone })),
} as const;
type Class = keyof typeof classes;
const names = Object.keys(classes) as Class[];

function frameOf(source: string, payload: string): Buffer {
  const ends = { source, destination: link.switch.ipv4, sourcePort: 5062, destinationPort: 5060 };
  return frame(udpPacket({ ...ends, payload }));
}

/** A laboratory for each ruleset, all at once, so that each batch stands beside the same batch of all the others. */
async function measure(): Promise<ReadonlyMap<string, ReadonlyMap<Class, readonly number[]>>> {
  const all = await Promise.all(rulesets().map(async (one) => ({ ...one, lab: await Lab.start() })));
  try {
    for (const { lab, load } of all) await load(lab);
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

/** What a packet of each class costs: nanoseconds above the floor, and against the published script on legacy iptables. */
export async function flood(): Promise<string> {
  const costs = await measure();
  const of = (ruleset: string, name: Class) => costs.get(ruleset)?.get(name) ?? [];
  // Differences and quotients of one round, then the median of them: what disturbs a round disturbs both.
  const above = (ruleset: string, name: Class) =>
    median(of(ruleset, name).map((cost, round) => cost - (of('floor', name)[round] ?? Number.NaN)));
  const inAll = (ruleset: string, name: Class) =>
    median(of(ruleset, name).map((cost, round) => cost / (of('floor', name)[round] ?? Number.NaN)));
  const cell = (ruleset: string, name: Class) => {
    if (ruleset === 'floor') return `${median(of(ruleset, name)).toFixed(0)} ns in all`;
    const part = above(ruleset, name) / above('published, iptables-legacy', name);
    return `${above(ruleset, name).toFixed(0)} ns, ${part.toFixed(2)}, ${inAll(ruleset, name).toFixed(2)}`;
  };
  const rows = [...costs.keys()].map((ruleset) => [ruleset, ...names.map((name) => cell(ruleset, name))]);
  return [
    'Above the floor in ns; the same as a part of what the published script (iptables-legacy) costs; in all as a multiple of the floor.',
    'Goals, of a source that is banned by then: REGISTER at most 0.13 of the published script, OPTIONS at most 0.20, all of them at most 1.20 of the floor in all.',
    '',
    table(['', ...names], rows),
  ].join('\n');
}
