import { packageFilePath } from '../package-files.js';
import { type Kernel, kernelWith } from './kernel.js';

/** The kernel that we run on, with the agent that ships with the program. */
export const thisKernel = (): Kernel => kernelWith([packageFilePath('dist/parts/agent.js')]);
