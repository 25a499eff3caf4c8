import { setTimeout } from 'node:timers/promises';
import { addressText } from '../../../net/address.js';
import type { Sip } from '../../../policy/policy.js';
import { type PolicyTest, type TestedSet, type TestSend, testedSets } from '../../../policy/policy-test.js';
import type { Observed } from '../../../testing/kernel/model.js';
import { placeOf, switchPortOf } from '../../../testing/play.js';
import { connectionsOf } from '../../../testing/stream.js';
import { now } from '../agent/journal.js';
import type { Agent } from '../agent.js';
import type { Lab } from '../lab.js';
import type { Backend } from '../load.js';
import { counters, sets, standingAlarms } from '../readback.js';
import { arrivedOf, sendStep } from './send-step.js';

/** What of `sysctl.conf` belongs to a network namespace, and decides how long conntrack keeps a flow. */
const timeout =
  /^net\.netfilter\.(nf_conntrack_(?:udp_timeout|udp_timeout_stream|tcp_timeout_\w+))\s*=\s*(\d+)$/gm;

/** Puts the times of conntrack into force in the switch; all else in that file belongs to the whole machine. */
async function setKernelTimes(agent: Agent, sysctl: string): Promise<void> {
  const lines = [...sysctl.matchAll(timeout)].map(
    ([, name, value]) => `echo ${value} > /proc/sys/net/netfilter/${name}`,
  );
  if (lines.length > 0) await agent.run('sh', ['-e'], lines.join('\n'));
}

/**
 * The sources in the sets of the rules now. A set is `banned4` with nftables and `vg-banned-4` with ipset; one for each time
 * that entries are given, `vg-banned.86400-4`, where a target of iptables cannot give one.
 */
async function learned(
  agent: Agent,
  backend: Backend,
): Promise<{ readonly [S in TestedSet]: ReadonlySet<string> }> {
  const all = [...(await sets(agent, backend))];
  const members = (...names: readonly string[]) =>
    all.flatMap(([name, elements]) =>
      names.some((set) => new RegExp(`^(vg-)?${set}(\\.\\d+)?-?[46]$`).test(name)) ? elements : [],
    );
  return {
    banned: new Set(members('banned', 'proven', 'subnets')),
    known: new Set(members('known')),
    called: new Set(members('called', 'calling')),
    alarm: new Set(
      backend === 'nftables'
        ? members('alarm')
        : await standingAlarms(agent, backend === 'iptables-nft' ? 'nft' : 'legacy'),
    ),
  };
}

/** What is played, and how the rules for it are made. */
export interface Play {
  readonly backend: Backend;
  /** What `compile` writes, by file name. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly sip: Pick<Sip, 'udp' | 'tcp' | 'at'>;
  readonly test: PolicyTest;
}

/**
 * Plays a test with real packets, from empty sets and buckets, in the time that it says. Throws with the words of the tool
 * where the rules do not load, and with those of the laboratory where packets were lost in it.
 *
 * @param prepare Is given the processes of both agents before anything is sent.
 */
export async function playTest(
  lab: Lab,
  { backend, artifacts, sip, test }: Play,
  prepare: (pid: number) => void,
): Promise<readonly Observed[]> {
  const behind = addressesBehind(test, sip);
  await lab.reset(behind);
  for (const agent of [lab.world, lab.switch, lab.behind]) if (agent !== undefined) prepare(agent.pid);
  await setKernelTimes(lab.switch, artifacts.get('sysctl.conf') ?? '');
  await lab.load(backend, artifacts);
  const loaded = now();
  const observed: Observed[] = [];
  let end = loaded;
  for (const [index, step] of test.steps.entries()) {
    const port = switchPortOf(step.send, sip);
    const answer =
      step.answer instanceof Map ? Object.fromEntries(step.answer) : (step.answer as number | 'nothing');
    await lab.switch.listen({ [step.send.transport]: [port], answer });
    await lab.behind?.listen({ addresses: behind, [step.send.transport]: [port], answer });
    const before = step.expect.rule === undefined ? undefined : await counters(lab.switch, backend);
    await setTimeout(Math.max(0, end + (step.wait ?? 0) - now()));
    const start = now();
    const place = {
      port,
      address: addressOf(step.send, sip),
      ports: test.ports,
      connections: connectionsOf(test.steps, index),
    };
    const { sent, arrivals, delivered = arrivals.length } = await sendStep(lab, step, place);
    end = sent?.times.at(-1) ?? now();
    const isAsked = testedSets.some((set) => step.expect.sets[set] !== undefined);
    observed.push({
      start: (sent?.times[0] ?? start) - loaded,
      times: sent?.times.map((time) => time - loaded),
      slip: sent?.slip ?? 0,
      delivered,
      senders: new Set(arrivals.map(({ from }) => from)),
      arrived: arrivedOf(step.send, arrivals),
      sets: isAsked ? await learned(lab.switch, backend) : undefined,
      counted: before && grown(before, await counters(lab.switch, backend)),
    });
  }
  return observed;
}

/** What a step speaks with behind the host of the rules; `undefined`: with the host itself. */
function addressOf(send: TestSend, sip: Play['sip']): string | undefined {
  const peer = send.to ?? send.from[0];
  if (peer === undefined) return undefined;
  const { at, forwarded } = placeOf(send, sip, peer.family);
  return at !== undefined && forwarded ? addressText(at) : undefined;
}

const addressesBehind = ({ steps }: PolicyTest, sip: Play['sip']): readonly string[] => [
  ...new Set(steps.flatMap(({ send }) => addressOf(send, sip) ?? [])),
];

type Counters = Awaited<ReturnType<typeof counters>>;

const grown = (before: Counters, after: Counters): ReadonlyMap<string, number> =>
  new Map([...after].map(([id, { packets }]) => [id, packets - (before.get(id)?.packets ?? 0)]));
