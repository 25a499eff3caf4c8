// npm run node-versions: packs vosguard, installs the archive into an empty folder, and runs it from there with each
// Node that it is for. What it prints and writes must be the same with all of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchNode, supportedVersions } from './node-binaries.mjs';
import { requireNode, root, say } from './setup.mjs';

const problems = [];

/** All that a program prints. Another status than the wanted one is a problem, and so is a complaint of Node itself. */
function printed(cwd, wanted, command, ...args) {
  const { NODE_OPTIONS: _, NODE_PATH: __, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== wanted || /^\(node:/m.test(stderr))
    problems.push(`${command} ${args.join(' ')}: status ${status} ${error?.message ?? stderr}`);
  return `${stdout}${stderr}`;
}

/**
 * Installs the archive beside nothing else. `nested` puts what a dependency depends on below that dependency, so an
 * import of a package that is not declared finds nothing.
 */
function install(folder) {
  const archives = join(folder, 'archive');
  const app = join(folder, 'app');
  mkdirSync(archives);
  mkdirSync(app);
  printed(root, 0, 'npm', 'pack', '--silent', '--pack-destination', archives);
  const [archive = ''] = readdirSync(archives);
  const way = ['--omit=dev', '--install-strategy=nested', '--prefer-offline', '--no-audit', '--no-fund'];
  printed(app, 0, 'npm', 'install', '--silent', '--prefix', app, ...way, join(archives, archive));
  return join(app, 'node_modules');
}

const packagesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort()
        .join(' ')
    : '';

function checkPackages(modules) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const declared = Object.keys(dependencies).sort().join(' ');
  const installed = [packagesIn(modules), packagesIn(join(modules, 'vosguard/node_modules'))];
  if (installed[0] === 'vosguard' && installed[1] === declared)
    return say('installed with nothing beside it: all that it uses is in its bundle');
  problems.push(`installed: ${installed.join('; ')}; declared: ${declared}`);
}

/** The way of somebody new, then every example that ships. Gives a digest of all that was printed and written. */
function tryOut(node, modules, folder) {
  mkdirSync(folder);
  const program = join(modules, 'vosguard/dist/bin/vosguard.js');
  const ending = (status, ...args) => printed(folder, status, node, program, ...args);
  const vosguard = (...args) => ending(0, ...args);
  const examples = join(modules, 'vosguard/examples');
  const policies = readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, join(examples, name, 'policy.yaml')]);
  const said = [
    vosguard('--version'),
    vosguard('init', '--template', 'retail'),
    vosguard('lint'),
    vosguard('compile', '--format', 'compact', '-o', 'own'),
    ending(1, 'lint', join(modules, 'vosguard/package.json')),
    ending(2, 'lint', 'missing.yaml'),
    ending(3, 'compile', '-o', 'policy.yaml/out'),
    vosguard('explain', 'VG203'),
    vosguard('schema'),
    ...policies.map(([name, path]) => vosguard('compile', path, '--format', 'compact', '-o', name)),
  ];
  const hash = createHash('sha256').update(said.join('\0').replaceAll(folder, ''));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(path.slice(folder.length)).update(readFileSync(path));
  return { digest: hash.digest('hex').slice(0, 16), files: files.length };
}

/** The packed program has no tests: these are of the clone, so they say more of the source and less of the archive. */
function unitTests(node) {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' };
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', 'unit', '--silent'];
  return spawnSync(node, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
}

function main(folder) {
  const modules = install(folder);
  if (problems.length > 0) return;
  checkPackages(modules);
  const fetched = supportedVersions().map((version) => fetchNode(version, folder));
  const had = fetched.flatMap(({ path }) => path ?? []);
  const missing = fetched.flatMap(({ reason }) => reason ?? []);
  const digests = new Set();
  // The Node that runs this has all other tests to itself; it stands in where no other can be had.
  for (const [index, node] of (had.length > 0 ? had : [process.execPath]).entries()) {
    const { digest, files } = tryOut(node, modules, join(folder, `work-${index}`));
    digests.add(digest);
    if (process.argv.includes('--tests') && !unitTests(node)) problems.push(`unit tests with ${node}`);
    say(`${printed(folder, 0, node, '--version').trim().padEnd(10)} ${files} files, digest ${digest}`);
  }
  if (digests.size > 1) problems.push('what is printed or written differs between versions of Node');
  for (const reason of missing) say(`not tried: ${reason}`);
  // A desk may be offline; a green CI run has seen all of them.
  if (process.env.CI) problems.push(...missing);
}

requireNode();
const folder = mkdtempSync(join(tmpdir(), 'vosguard-node-'));
try {
  main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) say(`PROBLEM: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
