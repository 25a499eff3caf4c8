import { writeFileSync } from 'node:fs';
import { type SystemFault, systemFaultOf } from './system-fault.js';

/** `undefined` where it is written. For its owner alone: what is written here tells how a host is protected. */
export function writeText(path: string, text: string): SystemFault | undefined {
  try {
    writeFileSync(path, text, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return systemFaultOf(error, path);
  }
}
