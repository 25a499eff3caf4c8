import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * The agent as one JavaScript text, for `node --eval`. Two agents start with each laboratory and one with each reset;
 * through a loader that reads TypeScript each would take three times as long.
 */
export function agentProgram(): string {
  const entry = fileURLToPath(new URL('./agent/main.ts', import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
