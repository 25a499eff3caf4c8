import { spawnSync } from 'node:child_process';

/** Set in the second run, so that a machine whose user namespaces give no root is not asked for ever. */
const MARK = 'VOSGUARD_LAB_INSIDE';

/**
 * For an ordinary user: runs the whole program again as root of a new user namespace, as `unshare -Urn` does, and
 * returns its exit status. Nothing (undefined) for root: go on. Throws where the machine allows no user namespaces.
 */
export function runAsNamespaceRoot(): number | undefined {
  if (process.getuid?.() === 0) return undefined;
  const trial = spawnSync('unshare', ['-Urn', 'true'], { encoding: 'utf8' });
  if (trial.status !== 0 || process.env[MARK]) {
    throw new Error(`no user namespace: ${trial.error?.message ?? trial.stderr.trim()}`);
  }
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', ['-Urn', ...again], {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  });
  return status ?? 1;
}
