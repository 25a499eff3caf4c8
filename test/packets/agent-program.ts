import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const entries = {
  /** That of the program. */
  program: '../../src/host/lab/agent/main.ts',
  /** The one that can send whole frames too. */
  frames: './agent/main.ts',
} as const;

/**
 * What node runs as an agent: one JavaScript text. Two agents start with each laboratory and one with each reset;
 * through a loader that reads TypeScript each would take three times as long.
 */
export function agentProgram(which: keyof typeof entries): readonly string[] {
  const entry = fileURLToPath(new URL(entries[which], import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return ['--input-type=module', '--eval', outputFiles.map(({ text }) => text).join(''), '--'];
}
