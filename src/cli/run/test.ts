import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { type Legalized, legalizePolicy } from '../../compile/legalize-policy.js';
import { saidIn } from '../../compile/said-in.js';
import type { BackendRules } from '../../evaluate/options.js';
import { pathText } from '../../policy/path.js';
import type { PolicyTest } from '../../policy/policy-test.js';
import { playTest } from '../../testing/play-test.js';
import { renderGithub } from '../../testing/render/github.js';
import { renderJson } from '../../testing/render/json.js';
import { renderJunit } from '../../testing/render/junit.js';
import { renderPretty } from '../../testing/render/pretty.js';
import { type ToldTest, tellOutcome } from '../../testing/tell.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import type { TestFormat, TestInvocation } from '../test-invocation.js';
import { compileFile } from './compile-file.js';
import { didYouMean } from './did-you-mean.js';
import { printFindings } from './findings.js';
import { mutantsText } from './test/mutants-text.js';
import { whichPolicy } from './which-policy.js';

const renderers: { readonly [F in TestFormat]: (tests: readonly ToldTest[]) => string } = {
  pretty: renderPretty,
  json: renderJson,
  junit: renderJunit,
  github: renderGithub,
};

/** `vosguard test [FILE]`. Outcomes go to stdout; a policy with mistakes has none, and they go to stderr. */
export function test(invocation: TestInvocation, io: Io): ExitStatus {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const base = compiled(path, invocation.profile, invocation, io);
  if (typeof base === 'number') return base;
  const { tests } = base.policy;
  const chosen = tests.filter(({ name }) => invocation.only === undefined || name === invocation.only);
  if (chosen.length === 0 && invocation.only !== undefined) return unknownTest(invocation.only, tests, io);
  const told = playAll(chosen, base, (profile) => compiled(path, profile, invocation, io));
  if (typeof told === 'number') return told;
  io.stdout.write(renderers[invocation.format](told));
  if (chosen.length === 0) io.stderr.write('vosguard: the policy has no tests; write some below `tests:`\n');
  if (told.some(({ failures }) => failures.length > 0)) return exitStatus.problems;
  if (invocation.mutants)
    io.stdout.write(mutantsText(chosen, (profile) => compiled(path, profile, invocation, io)));
  return exitStatus.done;
}

/** The policy with a profile laid over it, or the status with which the command ends. */
function compiled(
  path: string,
  profile: string | undefined,
  { format, ...invocation }: TestInvocation,
  io: Io,
): Legalized | ExitStatus {
  const options = { ...invocation, profile, format: format === 'json' ? 'json' : 'pretty' } as const;
  const { findings, compiled: legalized, status } = compileFile(legalizePolicy, path, options, io);
  if (legalized !== undefined) return legalized;
  printFindings(findings, options, io, io.stderr);
  return status;
}

/** On each backend, the tests in their order. Each profile is compiled once. */
function playAll(
  tests: readonly PolicyTest[],
  base: Legalized,
  withProfile: (profile: string) => Legalized | ExitStatus,
): readonly ToldTest[] | ExitStatus {
  const known = new Map<string | undefined, Legalized>([[undefined, base]]);
  for (const { profile } of tests) {
    if (profile === undefined || known.has(profile)) continue;
    const legalized = withProfile(profile);
    if (typeof legalized === 'number') return legalized;
    known.set(profile, legalized);
  }
  const legalizedFor = ({ profile }: PolicyTest): Legalized => known.get(profile) ?? base;
  const backends = new Set([...known.values()].flatMap(({ legal }) => backendRules(legal).map(nameOf)));
  return [...backends].flatMap((backend) =>
    tests.flatMap((one) => {
      const legalized = legalizedFor(one);
      return play(asReadWith(legalized, one), backend, legalized);
    }),
  );
}

/** The same test where its profile is laid over the policy: groups may differ. */
const asReadWith = ({ policy }: Legalized, { path }: PolicyTest): PolicyTest => {
  const found = policy.tests.find((one) => pathText(one.path) === pathText(path));
  if (found === undefined) throw new Error(`a profile has lost ${pathText(path)}`);
  return found;
};

const nameOf = ({ backend }: BackendRules) => backend;

/** Nothing on a backend that the policy, with the test's profile, does not ask for. */
function play(
  one: PolicyTest,
  backend: string,
  { legal, policy, platform, document }: Legalized,
): readonly ToldTest[] {
  return backendRules(legal)
    .filter((rules) => rules.backend === backend)
    .map((rules) => playTest(one, rules, evaluatorOptions(platform, policy), policy))
    .map((outcome) => tellOutcome(outcome, saidIn(document)));
}

function unknownTest(name: string, tests: readonly PolicyTest[], io: Io): ExitStatus {
  const known = tests.map((one) => one.name);
  return complain(io, exitStatus.usage, `there is no test ${JSON.stringify(name)}${didYouMean(name, known)}`);
}
