import { type Kernel, kernelWith, type Stage } from '../../src/host/lab/kernel.js';
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

type Artifacts = ReadonlyMap<string, string>;

/** Runs the command on the policy of a folder. `change`: what the kernel gets instead of what was compiled. */
export async function testOnKernel(
  folder: string,
  change: (artifacts: Artifacts) => Artifacts = (artifacts) => artifacts,
): Promise<{ readonly status: number; readonly tests: readonly ToldJson[] }> {
  const kernel = changed(kernelWith(agentProgram('program')), change);
  const argv = ['test', 'policy.yaml', '--kernel', '--format', 'json'];
  const { status, out, err } = await vosguard(folder, argv, { kernel: () => Promise.resolve(kernel) });
  if (out === '') throw new Error(err);
  const { tests }: { tests: ToldJson[] } = JSON.parse(out);
  return { status, tests };
}

function changed(kernel: Kernel, change: (artifacts: Artifacts) => Artifacts): Kernel {
  return {
    ...kernel,
    open: async (seconds) => {
      const stage = await kernel.open(seconds);
      if (typeof stage === 'string') return stage;
      const play: Stage['play'] = (one, isUrgent) =>
        stage.play({ ...one, artifacts: change(one.artifacts) }, isUrgent);
      return { ...stage, play };
    },
  };
}

/** Every test with what is wrong with it, on the backends of this kernel and of the evaluator. */
export const wrong = (tests: readonly ToldJson[]): readonly ToldJson[] =>
  tests.filter(({ passed }) => !passed);
