// npm run verify [-- --no-install]: everything that must hold, on a clean clone. Ends with 1 where anything failed.
import { spawnSync } from 'node:child_process';
import { installPackages, requireNode, run, runAlong, runAside, say, works } from './setup.mjs';

/** What the kernel and database tests call, and the Debian packages that it comes in. */
const tools = [
  'nft',
  'iptables-nft',
  'iptables-legacy',
  'ipset',
  'ip',
  'conntrack',
  'ethtool',
  'tcpdump',
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
  'ssh',
  'ssh-keygen',
  'sshd',
  'sudo',
  'ansible-playbook',
  'systemd-analyze',
  'kamailio',
  'sipp',
  'baresip',
  'sipsak',
  'svmap',
];
const packages = [
  'nftables',
  'iptables',
  'ipset',
  'iproute2',
  'conntrack',
  'ethtool',
  'tcpdump',
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
  'openssh-client',
  'openssh-server',
  'sudo',
  'ansible-core',
  'systemd',
  'kamailio',
  'sip-tester',
  'baresip-core',
  'sipsak',
  'sipvicious',
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

/** What the build writes anew and the repository holds: a reader of either must find the same. */
function generatedAsCommitted() {
  const { status, stdout } = spawnSync(
    'git',
    ['status', '--porcelain', '--', 'docs/checks', 'policy.schema.json'],
    { encoding: 'utf8' },
  );
  say(
    stdout === ''
      ? '\nthe generated files are as they are committed'
      : `\nnot as the build writes it:\n${stdout}`,
  );
  return status === 0 && stdout === '';
}

/** One after the other, whatever fails, so that one run tells everything. */
const first = [
  ['build', () => run('npm', 'run', 'build')],
  ['generated files', generatedAsCommitted],
  ['lint', () => run('npm', 'run', 'lint')],
  ['types', () => run('npx', 'tsc', '--noEmit')],
];

/**
 * The kernel tests mostly wait for the moments of their packets, so two files of them run at a time, and the others beside them;
 * these are printed when they have ended. Those of the installer wait too, for confirmations that do not come.
 */
const paced = ['kernel tests', () => runAlong('npm', 'run', 'test:kernel')];
// --forceExit: a host that does not go away must not keep a CI machine; jest says so where it happens.
const aside = [
  ['unit tests', () => runAside('npm', 'test', '--', '--maxWorkers', '2')],
  ['installer tests', () => runAside('npm', 'run', 'test:install', '--', '--maxWorkers', '2', '--forceExit')],
  ['database tests', () => runAside('npm', 'run', 'test:database', '--', '--maxWorkers', '1')],
];

const outcomes = [];
const note = (name, passed) => outcomes.push({ name, passed });

async function runAllAside() {
  for (const [name, step] of aside) note(name, await step());
}

async function verify() {
  requireNode();
  if (!installPackages()) return note('packages', false);
  if (!installTools()) note('tools', false);
  for (const [name, step] of first) note(name, step());
  const others = runAllAside();
  note(paced[0], await paced[1]());
  await others;
}

await verify();
const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
say(failed.length === 0 ? '\nall of it passed' : `\nFAILED: ${failed.join(', ')}`);
// The one line that a machine may look for.
say(`verify: ${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
