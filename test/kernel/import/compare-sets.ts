import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kernel, kernelWith } from '../../../src/host/lab/kernel.js';
import { vosguard } from '../../cli/vosguard.js';
import type { RuleSet } from '../../import/rule-sets.js';
import { agentProgram } from '../../packets/agent-program.js';

/** What `import --compare` shows of the policy that these rules become: which way, which packet. */
export async function comparedInKernel(folder: string, { inputs }: RuleSet): Promise<readonly string[]> {
  const files = inputs.map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    return name;
  });
  const kernel = async (): Promise<Kernel> => kernelWith(agentProgram('program'));
  const written = await vosguard(folder, ['import', ...files, '-o', 'policy.yaml'], { kernel });
  expect(written).toMatchObject({ status: 0 });
  const { out, err } = await vosguard(folder, ['import', ...files, '--compare', 'policy.yaml', '--json'], {
    kernel,
  });
  expect(err).toBe('');
  const { differences, packets } = JSON.parse(out);
  expect(packets).toBeGreaterThan(10);
  return differences.map(
    (one: Record<string, unknown>) => `${one.now} ${one.class} ${one.transport} ${one.port}`,
  );
}
