import { kernelWith } from '../../src/host/lab/kernel.js';
import { vosguard } from '../cli/vosguard.js';
import { agentProgram } from '../packets/agent-program.js';

/** What `vosguard test --kernel --format json` says of a test on one backend. */
export interface ToldJson {
  readonly name: string;
  readonly backend: string;
  readonly passed: boolean;
  readonly skipped: string | null;
  readonly failures: readonly { readonly step: number; readonly what: string; readonly got: string }[];
}

/** Runs the command on the policy of a folder. */
export async function testOnKernel(
  folder: string,
): Promise<{ readonly status: number; readonly tests: readonly ToldJson[] }> {
  const kernel = kernelWith(agentProgram('program'));
  const argv = ['test', 'policy.yaml', '--kernel', '--format', 'json'];
  const { status, out, err } = await vosguard(folder, argv, { kernel: () => Promise.resolve(kernel) });
  if (out === '') throw new Error(err);
  const { tests }: { tests: ToldJson[] } = JSON.parse(out);
  return { status, tests };
}

/** Every test with what is wrong with it, on the backends of this kernel and of the evaluator. */
export const wrong = (tests: readonly ToldJson[]): readonly ToldJson[] =>
  tests.filter(({ passed }) => !passed);
