import { startAgent } from '../../src/host/lab/agent.js';
import { Lab as ProgramLab } from '../../src/host/lab/lab.js';
import { agentProgram } from './agent-program.js';
import { FrameAgent } from './frame-agent.js';

export interface LabOptions {
  /** Seconds until everything ends by itself, whatever the test does; 300 without it. */
  readonly deadline?: number;
}

/** The program's laboratory, with agents that can send whole frames. */
export type Lab = ProgramLab<FrameAgent>;
export const Lab = {
  start({ deadline = 300 }: LabOptions = {}): Promise<Lab> {
    const program = agentProgram('frames');
    return ProgramLab.startWith(async (side, beside) => {
      const agent = new FrameAgent(side, startAgent({ program, side, seconds: deadline, beside }));
      await agent.ready();
      return agent;
    });
  },
};
