import { lintingWhole, policiesOfOneHost } from '../../compile/lint-many.js';
import type { Linted } from '../../compile.js';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { locator } from '../../diagnostics/position.js';
import { backendWords, type Code, words } from '../../diagnostics/words/index.js';
import { policyLimit } from '../../parse/files.js';
import { readingOnce } from '../../parse/read-tree.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { FailLevel, LintInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { compileFile, type Outcome, whichPolicy } from './compile-file.js';
import { printFindings } from './findings.js';

const problems: { readonly [L in FailLevel]: readonly Severity[] } = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'note'],
};

/** Whether a finding is as grave as `--fail-level` says, or graver. */
export function isProblem({ code }: Diagnostic, level: FailLevel): boolean {
  return problems[level].includes(words[code].severity);
}

/**
 * The findings of all policies, but for those about a suppression that another of them needs: a file that several policies
 * include may suppress what only one host has.
 */
export function unusedEverywhere(outcomes: readonly Outcome<unknown>[]): readonly Diagnostic[] {
  const locate = locator();
  const placeOf = ({ place }: Diagnostic) => (place === undefined ? '' : JSON.stringify(locate(place)));
  const unused = outcomes.map(
    ({ findings }) => new Set(findings.filter(({ code }) => code === 'VG701').map(placeOf)),
  );
  const isUsed = (finding: Diagnostic) =>
    outcomes.some(
      ({ read }, index) =>
        read.has(finding.place?.file.path ?? '') && unused[index]?.has(placeOf(finding)) === false,
    );
  return outcomes.flatMap(({ findings }) =>
    findings.filter((finding) => finding.code !== 'VG701' || !isUsed(finding)),
  );
}

/**
 * `vosguard lint [FILE...]`. Each policy goes through the whole compiler, since what a platform cannot
 * carry at all is known only there: a policy that lint lets through compiles. What a backend does in another
 * way is no mistake of the policy; compile tells it, beside the rules that it is about. What the host cannot load is told here too.
 */
export async function lint(invocation: LintInvocation, io: Io): Promise<ExitStatus> {
  const outcomes =
    invocation.stdin === undefined
      ? ofFiles(invocation, io)
      : await ofStdin(invocation.stdin, invocation, io);
  if (outcomes.length === 0) return exitStatus.usage;
  const findings = [
    ...unusedEverywhere(outcomes).filter((finding) => !isFallback(finding)),
    ...policiesOfOneHost(outcomes.flatMap(({ compiled }) => compiled ?? [])),
  ];
  printFindings(findings, invocation, io, io.stdout);
  if (findings.length === 0 && invocation.format === 'pretty') io.stdout.write('no findings\n');
  if (outcomes.some(({ status }) => status === exitStatus.usage)) return exitStatus.usage;
  const failed = findings.some((finding) => isProblem(finding, invocation.failLevel));
  return failed && !invocation.exitZero ? exitStatus.problems : exitStatus.done;
}

function ofFiles(invocation: LintInvocation, io: Io): readonly Outcome<Linted>[] {
  const paths = invocation.files.length > 0 ? invocation.files : [whichPolicy(undefined, io)];
  const named = paths.filter((path) => path !== undefined);
  const pipeline = lintingWhole();
  const readTree = readingOnce();
  return named.map((path) => compileFile(pipeline, path, invocation, io, { readTree }));
}

async function ofStdin(
  name: string,
  invocation: LintInvocation,
  io: Io,
): Promise<readonly Outcome<Linted>[]> {
  const bytes = await io.readStdin(policyLimit);
  if (bytes !== undefined) return [compileFile(lintingWhole(), name, invocation, io, { given: bytes })];
  complain(io, exitStatus.usage, `the standard input is longer than the ${policyLimit} bytes of a policy`);
  return [];
}

/** Of the host that the policy names: which rules it cannot load, or loads in another form. */
const ofTheHost: ReadonlySet<string> = new Set<Code>(['VG403', 'VG431']);

function isFallback({ code }: Diagnostic): boolean {
  return Object.hasOwn(backendWords, code) && words[code].severity !== 'error' && !ofTheHost.has(code);
}
