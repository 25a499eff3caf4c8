import { backendRules, evaluatorOptions } from '../../../compile/backend-rules.js';
import type { Compiled } from '../../../compile.js';
import { type BackendRules, rulesetsOf } from '../../../evaluate/options.js';
import { readKnown } from '../../../host/live/read-bans.js';
import { forwardingNote, readForwarding } from '../../../host/live/read-life.js';
import { ownAddresses, readPeers } from '../../../host/live/read-peers.js';
import { weekSecond } from '../../../host/local-time.js';
import type { Machine } from '../../../host/machine.js';
import type { Address } from '../../../net/address.js';
import { behindNotes } from '../../../plan/behind.js';
import { type Connection, ownBlockedText } from '../../../plan/lockout.js';
import { type Named, withNamed } from '../../../plan/named-sources.js';
import { type JudgeBy, type Judged, judgeConnection, judgePeers } from '../../../plan/peers/judge-peers.js';
import { peersText } from '../../../plan/render/peers-text.js';
import type { PlanBackend } from '../../../plan/wanted.js';
import { switchLists } from '../../../policy/sources.js';
import type { Rule } from '../../../ruleset/ruleset.js';
import { exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import { originIn } from '../findings.js';

export interface JudgedPeers {
  readonly judged: Judged;
  readonly notes: readonly string[];
}

/** Whoever talks with the host now, tried on the rules of one backend, or of the first that the policy has. */
async function judgedPeers(
  machine: Machine,
  compiled: Compiled,
  backend: PlanBackend | undefined,
): Promise<JudgedPeers | undefined> {
  const by = judgesOf(compiled, backend)[0];
  if (by === undefined) return undefined;
  const { flows, notes } = await readPeers(machine, compiled.policy.sip.at?.address.set);
  const known = await readKnown(machine, by.rules.backend, knownSets(by.rules));
  return { judged: judgePeers({ flows, known }, by), notes };
}

const anyIpv4: Address = { family: 'ipv4', value: 0 };
const anyIpv6: Address = { family: 'ipv6', value: 0n };
/** Of the ports that clients have (RFC 6335). */
const CLIENT = 49_152;

/** What they are called on the host: the ids of the policy's own ruleset, with a digit where there is one for each family. */
const knownSets = (rules: BackendRules): readonly string[] =>
  rulesetsOf(rules).flatMap(({ sets }) =>
    sets.flatMap(({ id, name }) => (/^known[46]?$/.test(id) ? [name] : [])),
  );

/** The rule that would refuse a new connection like this one, on any backend that may be loaded, once names lead to those. */
export function refusingRule(
  compiled: Compiled,
  backend: PlanBackend | undefined,
  { peer, port, own }: Connection,
  named: (rules: BackendRules) => Named = () => new Map(),
): { readonly rule: Rule | undefined } | undefined {
  const host = { address: own ?? (peer.family === 'ipv4' ? anyIpv4 : anyIpv6), port };
  const flow = {
    transport: 'tcp',
    peer: { address: peer, port: CLIENT },
    host,
    opened: 'peer',
    answered: true,
  } as const;
  return judgesOf(compiled, backend)
    .map((by) => judgeConnection(flow, { ...by, rules: withNamed(by.rules, named(by.rules)) }))
    .find(({ verdict }) => verdict !== 'delivered');
}

function judgesOf(
  { legal, platform, policy }: Compiled,
  backend: PlanBackend | undefined,
): readonly JudgeBy[] {
  const options = { ...evaluatorOptions(platform, policy), starts: weekSecond() };
  return backendRules(legal)
    .filter((rules) => backend === undefined || rules.backend === backend)
    .map((rules) => ({ rules, options, sip: policy.sip }));
}

/** Where the policy names a switch behind the host, whether it is there; else what it means that a host forwards. */
async function forwardingNotes(
  machine: Machine,
  { sip: { at } }: Compiled['policy'],
): Promise<readonly string[]> {
  if (at !== undefined) return behindNotes(at, await readForwarding(machine, at.address.set));
  const note = await forwardingNote(machine);
  return note === undefined ? [] : [note];
}

/** Whether somebody is let in by names that the host resolves. */
const hasNames = ({ trusted, services }: Compiled['policy']): boolean =>
  switchLists(trusted).length > 0 ||
  services.some(({ from }) => from !== undefined && switchLists(from).length > 0);

/** Who of those that talk with the host now would be shut out. Beside the plan, not in it: a moment later it is others. Only root sees them. */
export async function tellPeers(
  machine: Machine,
  compiled: Compiled,
  backend: PlanBackend | undefined,
  io: Io,
): Promise<void> {
  if (!(await machine.isRoot())) return;
  for (const note of await forwardingNotes(machine, compiled.policy))
    complain(io, exitStatus.done, `note: ${note}`);
  const own = ownBlockedText(compiled.policy, await ownAddresses(machine));
  if (own !== undefined) complain(io, exitStatus.done, `note: ${own}`);
  const peers = await judgedPeers(machine, compiled, backend);
  if (peers === undefined) return;
  for (const note of peers.notes) complain(io, exitStatus.done, `note: ${note}`);
  if (hasNames(compiled.policy))
    complain(
      io,
      exitStatus.done,
      'note: names that the host resolves by itself are not known here: of their addresses is said what strangers meet',
    );
  io.stderr.write(peersText(peers.judged, originIn(compiled)));
}
