import type { Compiled } from '../../../compile.js';
import type { ToolFault } from '../../../host/run-tool.js';
import type { PlanBackend } from '../../../plan/wanted.js';
import { backendTools } from './backend-tools.js';
import { backendsOf } from './backends-of.js';

/**
 * The tool without which there is no plan: one of the backend; or, where the policy has both and neither is asked for, any that
 * does not answer, for then nobody knows which of them stands.
 */
export function decisiveFault(
  compiled: Compiled,
  backend: PlanBackend,
  asked: PlanBackend | undefined,
  faults: readonly ToolFault[],
): ToolFault | undefined {
  const unsure = asked === undefined ? backendsOf(compiled) : [];
  return faults.find(
    ({ kind, tool }) =>
      isOf(tool, [backend]) || (kind === 'failed' && unsure.length > 1 && isOf(tool, unsure)),
  );
}

const isOf = (tool: string, backends: readonly PlanBackend[]): boolean =>
  backends.some((backend) => backendTools[backend].some((name) => tool.startsWith(name)));
