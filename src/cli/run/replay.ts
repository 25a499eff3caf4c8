import { resolve } from 'node:path';
import { Dissector } from '../../capture/dissector.js';
import { linkOf } from '../../capture/link.js';
import { sheetText } from '../../compile/artifacts-of.js';
import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { type Legalized, legalizePolicy } from '../../compile.js';
import { inert } from '../../diagnostics/visible.js';
import { evaluator } from '../../evaluate/evaluator.js';
import type { BackendRules } from '../../evaluate/options.js';
import { replaceFile } from '../../host/writing.js';
import type { Address } from '../../net/address.js';
import { contains } from '../../net/address-set.js';
import { Replay, type ReplayOptions } from '../../replay/replay.js';
import { makeReport, type ReplayReport, type Verdict } from '../../replay/report.js';
import { replayPage } from '../../replay/report-page.js';
import { replayJson, replayText } from '../../replay/report-text.js';
import { addressList } from '../../replay/switch-finder.js';
import type { CaptureOptions, ReplayInvocation } from '../capture-invocation.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { complain, type Io } from '../io.js';
import { compileOrTell, whichPolicy } from './compile-file.js';
import { placeIn } from './explain-packet.js';
import { readCaptures, shownName } from './replay/read-captures.js';
import { systemWords } from './words.js';

/** A policy, and the backend of it that is played. */
export interface PlayedPolicy {
  readonly kind: 'policy';
  readonly path: string;
  readonly compiled: Legalized;
  readonly rules: BackendRules;
}

export type Refused = { readonly kind: 'refused'; readonly status: ExitStatus };

/** The policy that was named, or the default one. What is wrong with it has been told. */
export function playedPolicy(options: CaptureOptions, io: Io): PlayedPolicy | Refused {
  const path = whichPolicy(options.file, io);
  if (path === undefined) return { kind: 'refused', status: exitStatus.usage };
  const { profile, allowOutside, platform } = options;
  const outcome = compileOrTell(
    legalizePolicy,
    path,
    { profile, allowOutside, platform, format: 'pretty', colour: undefined },
    io,
  );
  if (typeof outcome === 'number') return { kind: 'refused', status: outcome };
  const { compiled } = outcome;
  const rules = backendRules(compiled.legal).find(
    ({ backend }) => options.backend === undefined || options.backend === backend,
  );
  if (rules === undefined)
    return {
      kind: 'refused',
      status: complain(io, exitStatus.usage, `the policy is not compiled for ${options.backend}`),
    };
  return { kind: 'policy', path, compiled, rules };
}

/** `vosguard replay FILE... [POLICY]`. Reads files only; 1: a customer would be hurt, 2: the captures cannot tell. */
export async function replay(invocation: ReplayInvocation, io: Io): Promise<ExitStatus> {
  const policy = playedPolicy(invocation, io);
  if (policy.kind === 'refused') return policy.status;
  const known = invocation.knownAtStart ? await customersOf(invocation, policy, io) : [];
  if (!isList(known)) return known.status;
  const played = await play(invocation, policy, { ...noExtras, ...invocation, known }, io);
  if (played.kind === 'refused') return played.status;
  const { report } = played;
  io.stdout.write(invocation.json ? replayJson(report) : replayText(report));
  if (invocation.html !== undefined) {
    const fault = replaceFile(resolve(io.cwd, invocation.html), inert(sheetText(replayPage(report), true)));
    if (fault !== undefined)
      return complain(
        io,
        exitStatus.failed,
        `cannot write ${systemWords({ ...fault, path: invocation.html })}`,
      );
  }
  return statusOf[report.verdict];
}

const isList = (known: readonly Address[] | Refused): known is readonly Address[] => Array.isArray(known);

const statusOf: { readonly [V in Verdict]: ExitStatus } = {
  'nobody hurt': exitStatus.done,
  'customers hurt': exitStatus.problems,
  'cannot tell': exitStatus.usage,
};

/** Who is a customer in the captures, from a first reading without rules. */
export async function customersOf(
  options: CaptureOptions,
  policy: PlayedPolicy,
  io: Io,
): Promise<readonly Address[] | Refused> {
  const played = await play(options, policy, { ...noExtras, machine: () => noRules }, io);
  if (played.kind === 'refused') return played;
  return played.replay.sources
    .all()
    .flatMap(({ evidence, address }) => (evidence === undefined ? [] : [address]));
}

/** A host without rules. */
const noRules: ReturnType<ReplayOptions['machine']> = {
  packet: () => ({ verdict: 'delivered', rule: undefined }),
  holds: () => false,
  add: () => {},
};

export interface PlayExtras {
  readonly known: readonly Address[];
  readonly knownAtStart: boolean;
  readonly learn: number;
  readonly userAgents: boolean;
  readonly machine?: ReplayOptions['machine'];
  readonly note?: ReplayOptions['note'];
}

export const noExtras: PlayExtras = { known: [], knownAtStart: false, learn: 0, userAgents: false };

export interface Played {
  readonly kind: 'played';
  readonly replay: Replay;
  readonly report: ReplayReport;
}

/** The captures through the rules, from their first packet to their last. */
export async function play(
  options: CaptureOptions,
  { path, compiled, rules }: PlayedPolicy,
  extras: PlayExtras,
  io: Io,
): Promise<Played | Refused> {
  const { policy, platform } = compiled;
  const { sip, trusted } = policy;
  const start = () =>
    evaluator(rules, { ...evaluatorOptions(platform, policy), starts: weekSecond(dissector.timeline.base) });
  const replay = new Replay({
    ...{
      ports: sip,
      own: options.own,
      to: sip.to?.set,
      machine: extras.machine ?? start,
      remember: sip.known.remember,
    },
    ...{ known: extras.known, learn: extras.learn, userAgents: extras.userAgents },
    ...(extras.note === undefined ? {} : { note: extras.note }),
  });
  const dissector: Dissector = new Dissector((packet) => replay.packet(packet));
  const read = await readCaptures(options.captures, (frame) => dissector.frame(frame), io);
  if (read.kind === 'refused') return { kind: 'refused', status: complain(io, exitStatus.usage, read.words) };
  dissector.end();
  replay.end();
  const other = anotherSwitch(replay, options, sip.to?.set);
  if (other !== undefined) return { kind: 'refused', status: complain(io, exitStatus.usage, other) };
  const { losses, timeline, links } = dissector;
  const report = makeReport(replay, {
    files: options.captures.map(shownName),
    ...{ policy: path, profile: options.profile, backend: rules.backend, losses, faults: read.faults },
    ...{ base: timeline.base, lasts: timeline.now, learn: extras.learn, userAgents: extras.userAgents },
    links: [...links].map((link) => linkOf(link)?.name ?? `link type ${link}`),
    ownBy: options.own !== undefined ? 'said' : sip.to !== undefined ? 'policy' : 'found',
    knownAtStart: extras.knownAtStart ? extras.known.length : undefined,
    isTrusted: (address) => contains(trusted.set, address),
    placeOf: placeIn(compiled),
  });
  return { kind: 'played', replay, report };
}

/** The clock of the rules' hours. 1970 began on a Thursday. */
const weekSecond = (seconds: number | undefined): number =>
  seconds === undefined ? 0 : (seconds + 4 * 86_400) % (7 * 86_400);

/** Why nothing in the captures is about the switch that was named, or that the policy speaks of. */
function anotherSwitch(
  { own = [], counts }: Replay,
  options: CaptureOptions,
  to: Parameters<typeof contains>[0] | undefined,
): string | undefined {
  if (options.own !== undefined && counts.in + counts.out + counts.local === 0 && counts.elsewhere > 0) {
    return `no packet of the captures is to or from ${addressList(options.own)}; leave --switch out, and who answers is taken for the switch`;
  }
  if (to === undefined || own.length === 0 || own.some((address) => contains(to, address))) return undefined;
  return `the policy's sip.to names other addresses than the switch of the captures (${addressList(own)}): none of its rules would see this traffic. Was it captured behind a translation of addresses, or at another switch?`;
}
