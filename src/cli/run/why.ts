import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { legalizePolicy } from '../../compile.js';
import { visible, visibleJson } from '../../diagnostics/visible.js';
import { decidedByHost, heldSource, nextJson, nextPackets, nextText } from '../../explain/next-packets.js';
import { defaultPolicy } from '../../host/policy-files.js';
import { isObject, type Json, parseJson } from '../../json/json.js';
import { parseAddress } from '../../net/read-address.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { WhyInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { askInstaller } from './ask-installer.js';
import { policyBeside } from './compile-file.js';
import { placeIn } from './explain-packet.js';
import { withRow } from './host-row.js';
import { onHost } from './remote/on-host.js';

/**
 * `vosguard why`: what the running kernel holds of a source, in the installer's words, and what its next packets meet, where the policy
 * that was applied is at hand.
 */
export async function why(invocation: WhyInvocation, io: Io): Promise<ExitStatus> {
  const parsed = parseAddress(invocation.address);
  if (parsed.kind === 'fault')
    return complain(io, exitStatus.usage, `${invocation.address} is not an address`);
  return onHost(invocation.host, io, (there) => whyThere(invocation, there));
}

async function whyThere(invocation: WhyInvocation, io: Io): Promise<ExitStatus> {
  const { address, root, host, json } = invocation;
  const ask = (...more: readonly string[]) =>
    askInstaller(io, host?.host ?? 'this host', root, ['why', address, ...more]);
  const told = json ? undefined : await ask();
  if (typeof told === 'number') return told;
  const state = await ask('--json');
  if (typeof state === 'number') return state;
  const live = parseJson(state);
  if (!isObject(live)) return complain(io, exitStatus.failed, 'what install.sh has told is no JSON');
  if (told !== undefined) io.stdout.write(printable(told));
  const next = await whatComesNext(invocation, live, io);
  if (typeof next === 'number') return next;
  if (json) io.stdout.write(visibleJson(`${JSON.stringify({ ...live, next: next.json }, undefined, 2)}\n`));
  else io.stdout.write(next.lines.map((line) => `${visible(line)}\n`).join(''));
  return exitStatus.done;
}

const printable = (text: string): string =>
  text
    .split('\n')
    .map((line) => visible(line))
    .join('\n');

interface Next {
  readonly lines: readonly string[];
  readonly json: ReturnType<typeof nextJson> | null;
}

const untold = (words: string): Next => ({ lines: [words], json: null });

/** A policy that was not named may be another one, or none; one that was named has to be that which runs. */
async function whatComesNext(
  { address, file }: WhyInvocation,
  live: Readonly<Record<string, Json>>,
  io: Io,
): Promise<Next | ExitStatus> {
  const profile = typeof live.profile === 'string' && live.profile !== '' ? live.profile : undefined;
  const path = file ?? defaultPolicy(io.cwd);
  const options = { profile, allowOutside: false, format: 'pretty', colour: undefined } as const;
  const row = path === undefined ? options : await withRow(path, options, undefined, io);
  if (typeof row === 'number') return row;
  const beside = policyBeside(legalizePolicy, file, row, io);
  if (typeof beside === 'number') return beside;
  if (beside === undefined)
    return untold(
      `what its next packets meet: vosguard why ${address} POLICY, with the policy that was applied`,
    );
  const { compiled } = beside;
  if (compiled === undefined) return untold(another(beside.path));
  const { platform, policy, legal } = compiled;
  if (policy.digest !== live.sha256)
    return file === undefined
      ? untold(another(beside.path))
      : complain(io, exitStatus.failed, another(beside.path));
  const decided = decidedByHost(live);
  if (decided !== undefined) return untold(decided);
  const held = heldSource(live) ?? [];
  const rules = backendRules(legal).find(({ backend }) => backend === live.backend);
  const parsed = parseAddress(address);
  if (rules === undefined || parsed.kind === 'fault') return untold(another(beside.path));
  const all = nextPackets(parsed.address, held, policy, rules, evaluatorOptions(platform, policy));
  const placeOf = placeIn(compiled);
  return {
    lines: [
      `next, from what the sets hold of it and full limits, by ${beside.path}:`,
      ...nextText(all, placeOf),
    ],
    json: nextJson(all, placeOf),
  };
}

const another = (path: string): string =>
  `${path} is not what is applied there, so it cannot tell what the next packets meet; name the policy that is, as it was then`;
