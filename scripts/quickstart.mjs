// npm run quickstart: builds, compiles an example, shows what came out, and sends packets through it where it may.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, requireNode, root, run, say, works } from './setup.mjs';

/** The one whose limits are worth watching; another can be named: npm run quickstart -- my/policy.yaml */
const policy = process.argv[2] ?? 'examples/retail/policy.yaml';

/** What makes a line of an artifact a rule, an entry or a setting. */
const counted = [
  ['rules', /\.rules$/, /^-[AI] /gm],
  ['sets and entries', /^ipset/, /^(create|add) /gm],
  ['rules', /\.nft$/, /comment "/g],
  ['settings', /\.conf$/, /^[^#\s]/gm],
];

function describe(name, text) {
  const parts = counted
    .filter(([, files]) => files.test(name))
    .map(([what, , line]) => [text.match(line)?.length ?? 0, what])
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`);
  return `  ${name.padEnd(18)} ${String(Buffer.byteLength(text)).padStart(8)} bytes  ${parts.join(', ')}`.trimEnd();
}

function show(folder) {
  say(`\n${policy} became:`);
  for (const name of readdirSync(folder).sort())
    say(describe(name, readFileSync(join(folder, name), 'utf8')));
}

/** Root may open a namespace; others may where the kernel lets users have their own. */
function wayIntoNamespace() {
  if (process.getuid?.() === 0 && works('unshare', '--net', 'true')) return [];
  return works('unshare', '-Urn', 'true') ? ['unshare', '-Urn'] : undefined;
}

function demonstrate(folder) {
  const way = wayIntoNamespace();
  if (way === undefined) {
    say(
      '\nNo packets were sent: this machine gives no network namespace (it takes root, or `unshare -Urn`).',
    );
    return true;
  }
  say(
    '\nNow a scanner, a flood and a good phone, in network namespaces of their own; the host is not touched.',
  );
  return run(...way, process.execPath, '--import', 'tsx', 'scripts/quickstart-demo.ts', folder);
}

/** Without what compile says of the next steps on a switch: the folder ends with this program. */
function compile(folder) {
  const words = ['dist/bin/vosguard.js', 'compile', policy, '--format', 'compact', '-o', folder];
  say(`\n$ node ${words.join(' ')}`);
  const { status, stderr } = spawnSync('node', words, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  process.stderr.write(String(stderr).replace(/^# (?:next|example| {2}sh ).*\n/gm, ''));
  return status === 0;
}

function quickstart(folder) {
  if (!installPackages()) return false;
  say('building');
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' }).status === 0;
  if (!built || !compile(folder)) return false;
  show(folder);
  const shown = demonstrate(folder);
  say(
    '\nnext: vosguard init, and your own addresses in it (README.md, "The first day"); the files above were for this run only',
  );
  return shown;
}

requireNode();
const folder = mkdtempSync(join(tmpdir(), 'vosguard-'));
try {
  process.exitCode = quickstart(folder) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
