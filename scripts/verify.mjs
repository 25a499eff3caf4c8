// npm run verify [-- --no-install]: everything that must hold, on a clean clone. Ends with 1 where anything failed.
import { installPackages, requireNode, run, say, works } from './setup.mjs';

/** What the kernel and database tests call, and the Debian packages that it comes in. */
const tools = [
  'nft',
  'iptables-nft',
  'iptables-legacy',
  'ipset',
  'ip',
  'conntrack',
  'modprobe',
  'unshare',
  'nsenter',
  'perl',
  'sysctl',
  'bash',
  'busybox',
  'mariadbd',
  'mariadb-install-db',
  'mariadb',
  'openssl',
  'git',
];
const packages = [
  'nftables',
  'iptables',
  'ipset',
  'iproute2',
  'conntrack',
  'kmod',
  'util-linux',
  'perl-base',
  'procps',
  'bash',
  'busybox',
  // Without `mariadb-server`, which makes a database and starts it at boot.
  'mariadb-server-core',
  'mariadb-client-core',
  'openssl',
  'git',
];

const missingTools = () => tools.filter((tool) => !works('sh', '-c', `command -v ${tool}`));

/** The kernel tests say themselves what they lack: skipped at a desk, failed with CI set. */
function installTools() {
  const missing = missingTools();
  if (missing.length === 0) return true;
  say(`the kernel and database tests need ${missing.join(', ')}, which this machine lacks`);
  if (process.argv.includes('--no-install')) {
    say('--no-install: nothing is installed');
    return true;
  }
  if (process.getuid?.() !== 0 || !works('apt-get', '--version')) {
    say(`nothing is installed: that needs root and apt-get. By hand: ${packages.join(' ')}`);
    return true;
  }
  say(`installing with apt-get: ${packages.join(' ')}`);
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  // MariaDB's packages conflict with those of MySQL: a database that is there is never taken away for a test.
  const careful = ['-y', '--no-install-recommends', '--no-remove'];
  return run(...quiet, 'update') && run(...quiet, 'install', ...careful, ...packages);
}

const steps = [
  ['build', () => run('npm', 'run', 'build')],
  ['lint', () => run('npm', 'run', 'lint')],
  ['types', () => run('npx', 'tsc', '--noEmit')],
  ['unit tests', () => run('npm', 'test')],
  ['kernel tests', () => run('npm', 'run', 'test:kernel')],
];

function verify() {
  requireNode();
  if (!installPackages()) return ['packages'];
  const prepared = installTools() ? [] : ['tools'];
  // One after the other whatever fails, so that one run tells everything.
  return [...prepared, ...steps.filter(([, step]) => !step()).map(([name]) => name)];
}

const failed = verify();
say(failed.length === 0 ? '\nall of it passed' : `\nFAILED: ${failed.join(', ')}`);
// The one line that a machine may look for.
say(`verify: ${steps.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
