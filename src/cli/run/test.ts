import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { saidIn } from '../../compile/rulesets.js';
import { type Legalized, legalizePolicy } from '../../compile.js';
import type { BackendRules } from '../../evaluate/options.js';
import { pathText } from '../../policy/path.js';
import type { PolicyTest } from '../../policy/policy-test.js';
import { survivorsOf, watchersOf } from '../../testing/mutation/survivors.js';
import { type ToldTest, tellOutcome } from '../../testing/outcome.js';
import { playTest } from '../../testing/play.js';
import { renderGithub } from '../../testing/render/github.js';
import { renderJson } from '../../testing/render/json.js';
import { renderJunit } from '../../testing/render/junit.js';
import { renderMutants, renderPretty } from '../../testing/render/pretty.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { TestFormat, TestInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { compileOrTell, whichPolicy } from './compile-file.js';
import { didYouMean } from './words.js';

/** A test as it is read with its profile laid over the policy, where groups may differ, and that policy. */
export interface ReadTest {
  readonly test: PolicyTest;
  readonly legalized: Legalized;
}

/** Each profile is compiled once. The status with which the command ends, where one makes mistakes. */
export function readTests(
  tests: readonly PolicyTest[],
  base: Legalized,
  withProfile: (profile: string) => Legalized | ExitStatus,
): readonly ReadTest[] | ExitStatus {
  const known = new Map<string | undefined, Legalized>([[undefined, base]]);
  for (const { profile } of tests) {
    if (profile === undefined || known.has(profile)) continue;
    const legalized = withProfile(profile);
    if (typeof legalized === 'number') return legalized;
    known.set(profile, legalized);
  }
  return tests.map(({ profile, path }) => {
    const legalized = known.get(profile) ?? base;
    const test = legalized.policy.tests.find((one) => pathText(one.path) === pathText(path));
    if (test === undefined) throw new Error(`a profile has lost ${pathText(path)}`);
    return { test, legalized };
  });
}

/** For each backend, and each profile that tests are about: what no test notices when it is weakened. The tests pass. */
export function mutantsText(
  tests: readonly PolicyTest[],
  withProfile: (profile: string | undefined) => Legalized | number,
): string {
  const profiles = new Set(tests.map(({ profile }) => profile));
  const texts = [...profiles].flatMap((profile) => {
    const legalized = withProfile(profile);
    if (typeof legalized === 'number') return [];
    const { legal, platform, policy } = legalized;
    const options = evaluatorOptions(platform, policy);
    const about = tests.filter((one) => one.profile === profile);
    return backendRules(legal).map((rules) =>
      renderMutants(survivorsOf(rules, watchersOf(about, rules, options, policy)), profile),
    );
  });
  return texts.join('');
}

const renderers: { readonly [F in TestFormat]: (tests: readonly ToldTest[]) => string } = {
  pretty: renderPretty,
  json: renderJson,
  junit: renderJunit,
  github: renderGithub,
};

/** `vosguard test [FILE]`. Outcomes go to stdout; a policy with mistakes has none, and they go to stderr. */
export async function test(invocation: TestInvocation, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const base = compiled(path, invocation.profile, invocation, io);
  if (typeof base === 'number') return base;
  const { tests } = base.policy;
  const chosen = tests.filter(({ name }) => invocation.only === undefined || name === invocation.only);
  if (chosen.length === 0 && invocation.only !== undefined) return unknownTest(invocation.only, tests, io);
  const read = readTests(chosen, base, (profile) => compiled(path, profile, invocation, io));
  if (typeof read === 'number') return read;
  const kernel = invocation.kernel ? await onKernel(read, io) : [];
  if (typeof kernel === 'string') return complain(io, exitStatus.failed, `--kernel: ${kernel}`);
  const told = [...playAll(read), ...kernel];
  io.stdout.write(renderers[invocation.format](told));
  if (chosen.length === 0) io.stderr.write('vosguard: the policy has no tests; write some below `tests:`\n');
  if (told.some(({ failures }) => failures.length > 0)) return exitStatus.problems;
  if (invocation.mutants)
    io.stdout.write(mutantsText(chosen, (profile) => compiled(path, profile, invocation, io)));
  return told.some(isUnproved) ? exitStatus.failed : exitStatus.done;
}

/** A test that takes too long for a kernel is no fault of the machine, and the evaluator has played it. */
const isUnproved = ({ unplayed }: ToldTest): boolean => unplayed !== undefined && unplayed.kind !== 'long';

/** The laboratory is loaded where it is asked for. */
const onKernel = async (tests: readonly ReadTest[], io: Io) =>
  (await import('./test/on-kernel.js')).playOnKernel(tests, io);

/** The policy with a profile laid over it, or the status with which the command ends. */
function compiled(
  path: string,
  profile: string | undefined,
  { format, ...invocation }: TestInvocation,
  io: Io,
): Legalized | ExitStatus {
  const options = { ...invocation, profile, format: format === 'json' ? 'json' : 'pretty' } as const;
  const outcome = compileOrTell(legalizePolicy, path, options, io);
  return typeof outcome === 'number' ? outcome : outcome.compiled;
}

/** On each backend, the tests in their order; nothing on a backend that the policy, with the test's profile, does not ask for. */
function playAll(tests: readonly ReadTest[]): readonly ToldTest[] {
  const backends = new Set(tests.flatMap(({ legalized }) => backendRules(legalized.legal).map(nameOf)));
  return [...backends].flatMap((backend) => tests.flatMap((one) => play(one, backend)));
}

const nameOf = ({ backend }: BackendRules) => backend;

function play({ test: one, legalized }: ReadTest, backend: string): readonly ToldTest[] {
  const { legal, policy, platform, document } = legalized;
  return backendRules(legal)
    .filter((rules) => rules.backend === backend)
    .map((rules) => playTest(one, rules, evaluatorOptions(platform, policy), policy))
    .map((outcome) => tellOutcome(outcome, saidIn(document)));
}

function unknownTest(name: string, tests: readonly PolicyTest[], io: Io): ExitStatus {
  const known = tests.map((one) => one.name);
  return complain(io, exitStatus.usage, `there is no test ${JSON.stringify(name)}${didYouMean(name, known)}`);
}
