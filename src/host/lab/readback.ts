import type { Agent } from './agent.js';
import type { Backend } from './load.js';

export interface Counter {
  readonly packets: number;
  readonly bytes: number;
}

/** Packets and bytes by rule id, summed over families and over rules that share an id. Rules without counter are absent. */
export async function counters(agent: Agent, backend: Backend): Promise<ReadonlyMap<string, Counter>> {
  const sums = new Map<string, Counter>();
  for (const [id, { packets, bytes }] of await counted[backend](agent)) {
    const sum = sums.get(id) ?? { packets: 0, bytes: 0 };
    sums.set(id, { packets: sum.packets + packets, bytes: sum.bytes + bytes });
  }
  return sums;
}

const counted: Readonly<Record<Backend, (agent: Agent) => Promise<[string, Counter][]>>> = {
  nftables: async (agent) =>
    (await nftObjects(agent)).flatMap(({ rule }) => {
      const counter = rule?.expr.find((part) => part.counter)?.counter;
      return rule?.comment && counter ? [[rule.comment, counter] satisfies [string, Counter]] : [];
    }),
  'iptables-nft': (agent) => iptablesCounters(agent, 'nft'),
  'iptables-legacy': (agent) => iptablesCounters(agent, 'legacy'),
};

async function iptablesCounters(agent: Agent, kind: 'nft' | 'legacy'): Promise<[string, Counter][]> {
  const commands = [`iptables-${kind}-save`, `ip6tables-${kind}-save`];
  const texts = await Promise.all(commands.map((command) => agent.run(command, ['-c'])));
  const lines = texts.join('\n').matchAll(/^\[(\d+):(\d+)\] -A .*--comment "?vg:([^\s"]+)"?/gm);
  return [...lines].map(([, packets, bytes, id = '']) => [
    id,
    { packets: Number(packets), bytes: Number(bytes) },
  ]);
}

/** The elements of every set by its name, as text and sorted: addresses, networks `a/n`, ranges `a-b`, pairs `a . b`. */
export function sets(agent: Agent, backend: Backend): Promise<ReadonlyMap<string, readonly string[]>> {
  return backend === 'nftables' ? nftSets(agent) : ipsets(agent);
}

async function nftSets(agent: Agent): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = (await nftObjects(agent)).flatMap(({ set }) => (set ? [set] : []));
  return new Map(found.map(({ name, elem = [] }) => [name, elem.map(elementText).sort()]));
}

async function ipsets(agent: Agent): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = (await agent.run('ipset', ['save'])).split('\n').map((line) => line.split(' '));
  const named = lines.filter(([verb]) => verb === 'create').map(([, name = '']) => name);
  const members = (set: string): string[] =>
    lines.flatMap(([verb, name, entry = '']) => (verb === 'add' && name === set ? [entry] : [])).sort();
  return new Map(named.map((set) => [set, members(set)]));
}

/** Frequencies that kernels are built with, and where their count of jiffies stands five minutes after the boot (`INITIAL_JIFFIES`). */
const frequencies = [100, 250, 300, 1000];
const [firstMinutes, wrapped] = [300, 2 ** 32];

/**
 * The entries of iptables' alarms that stand: `0.0.0.0`, `::`. A list of xt_recent tells when in jiffies; how many of them are a second shows
 * from how many there have been since the boot.
 */
export async function standingAlarms(agent: Agent, kind: 'nft' | 'legacy'): Promise<readonly string[]> {
  const text = await agent.run(
    'sh',
    ['-s'],
    [
      'cat /proc/uptime; grep "^jiffies" /proc/timer_list | head -n 1',
      'grep -H "^src=" /proc/net/xt_recent/vg-alarm-* 2> /dev/null || true',
      `for tool in iptables ip6tables; do "$tool-${kind}-save" | grep -o -e "--seconds [0-9]* --name vg-alarm-[46]" || true; done`,
    ].join('\n'),
  );
  const up = Number(/^\S+/.exec(text)?.[0]);
  const now = Number(/^jiffies: (\d+)/m.exec(text)?.[1]);
  const rate = (now - wrapped) / (up - firstMinutes);
  const hz = frequencies.reduce((best, one) => (Math.abs(one - rate) < Math.abs(best - rate) ? one : best));
  return [...text.matchAll(/vg-alarm-([46]):src=.* last_seen: (\d+)/g)].flatMap(([, family, last]) => {
    const hold = Number(new RegExp(`--seconds (\\d+) --name vg-alarm-${family}`).exec(text)?.[1]);
    return now - Number(last) <= hold * hz ? [family === '4' ? '0.0.0.0' : '::'] : [];
  });
}

/** The part of libnftables-json(5) that is read here. */
interface NftObject {
  readonly rule?: { readonly comment?: string; readonly expr: readonly { readonly counter?: Counter }[] };
  readonly set?: { readonly name: string; readonly elem?: readonly NftElement[] };
}

type NftElement =
  | string
  | number
  | { readonly elem: { readonly val: NftElement } }
  | { readonly prefix: { readonly addr: string; readonly len: number } }
  | { readonly range: readonly [string, string] }
  | { readonly concat: readonly NftElement[] };

async function nftObjects(agent: Agent): Promise<readonly NftObject[]> {
  const listing: { nftables: NftObject[] } = JSON.parse(await agent.run('nft', ['-j', 'list', 'ruleset']));
  return listing.nftables;
}

function elementText(element: NftElement): string {
  if (typeof element === 'string' || typeof element === 'number') return String(element);
  if ('elem' in element) return elementText(element.elem.val);
  if ('prefix' in element) return `${element.prefix.addr}/${element.prefix.len}`;
  if ('range' in element) return element.range.join('-');
  return element.concat.map(elementText).join(' . ');
}
