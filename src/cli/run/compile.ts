import { resolve } from 'node:path';
import { type Compiled, compilePolicy } from '../../compile.js';
import { visible } from '../../diagnostics/visible.js';
import { writeArtifacts } from '../../host/artifacts.js';
import { shellWord } from '../../host/program.js';
import { durationText } from '../../net/duration.js';
import { explainDefaults } from '../../parse/explain-defaults.js';
import { exampleAddresses } from '../../policy/example-addresses.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { CompileInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { compileFile, whichPolicy } from './compile-file.js';
import { printForCompile } from './findings.js';
import { systemWords } from './words.js';

/** In words, where examples still stand in a policy that is about to be applied. `lint` does not tell: examples are policies too. */
export function examplesLine({ policy }: Pick<Compiled, 'policy'>): string | undefined {
  const found = exampleAddresses(policy);
  return found.length === 0
    ? undefined
    : `example addresses, which no host has, still stand in the policy (${found.join('; ')}): put your own there, or your customers and your office stay out`;
}

export function tellExamples(compiled: Pick<Compiled, 'policy'>, io: Io): void {
  const line = examplesLine(compiled);
  if (line !== undefined) complain(io, exitStatus.done, line);
}

/** Where the artifacts went, if they went into a folder. */
export interface Written {
  readonly folder: string;
  readonly removed: readonly string[];
}

/** What came out, as lines that begin with `#`, so that the output with the rules below is still readable by a tool. */
export function summaryText(compiled: Compiled, written?: Written): string {
  const { policy, platform, artifacts, memory } = compiled;
  const profile = policy.profile === undefined ? '' : `, profile ${policy.profile}`;
  const lines = [
    `${policy.name}${profile}, for ${platform.name}, digest ${policy.digest.slice(0, 16)}`,
    ...expiryLine(policy),
    ...[...artifacts].map(([name, text]) => artifactLine(name, text)),
    ...[...memory].map(([backend, bytes]) => memoryLine(backend, bytes)),
    ...(written === undefined ? [] : writtenLines(written)),
    ...(written === undefined ? [] : nextLines(compiled, written)),
  ];
  return lines.map((line) => `# ${visible(line)}\n`).join('');
}

const expiryLine = ({ profile, expires }: Compiled['policy']): readonly string[] =>
  profile === undefined || expires === undefined
    ? []
    : [
        `the profile ${profile} stays for ${durationText(expires)} after its apply; then what was in force before it comes back`,
      ];

/** What an operator does now. Whether the switch is this host, only he knows. */
function nextLines(compiled: Compiled, { folder }: Written): readonly string[] {
  const script = shellWord(`${folder.replace(/\/+$/, '')}/install.sh`);
  const example = examplesLine(compiled);
  return [
    ...(example === undefined ? [] : [example]),
    `next, as root on the switch, to which the whole folder is copied (${compiled.platform.name}; it needs no Node there):`,
    `  sh ${script} --dry-run     # checks the host, and says what would change`,
    `  sh ${script}               # applies, and waits 60 s for the confirmation; without it, what stood before comes back`,
  ];
}

const mebibyte = 2 ** 20;

const memoryLine = (backend: string, bytes: number): string =>
  `${backend}: up to ${Math.ceil(bytes / mebibyte)} MiB of kernel memory, should every table of sip.sizes be full`;

function writtenLines({ folder, removed }: Written): readonly string[] {
  return [
    `written to ${folder}`,
    ...removed.map((name) => `removed ${name}, which an earlier compile had written`),
  ];
}

/** As `wc -l` counts them. */
function artifactLine(name: string, text: string): string {
  const lines = text.split('\n').length - 1;
  return `  ${name.padEnd(18)} ${String(lines).padStart(7)} lines`;
}

/** For programs, or of use as files only. */
const notPrinted: readonly string[] = ['manifest.json', 'install.sh', 'vos3000-verify.sql'];

const isSheet = (name: string) => name.endsWith('.md') || name.endsWith('.html');

/** The text of the artifacts that are loaded. */
export function rulesText({ artifacts }: Compiled): string {
  return [...artifacts]
    .filter(([name]) => !notPrinted.includes(name) && !isSheet(name))
    .map(([name, text]) => `# ==== ${name} ====\n${text}`)
    .join('\n');
}

/** `vosguard compile [FILE] [-o DIR]`. Findings go to stderr, the result to stdout or into the folder. */
export async function compile(invocation: CompileInvocation, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const holding = await heldIn(invocation.audit, io);
  if (holding.kind === 'refused') return complain(io, holding.status, holding.words);
  const { html } = invocation;
  const { findings, compiled, status } = compileFile(
    (input, report) => compilePolicy(input, report, 'whole', { html, held: holding.held }),
    path,
    invocation,
    io,
  );
  const { kept } = printForCompile(findings, invocation, io, io.stderr);
  if (compiled === undefined) return status;
  if (invocation.explainDefaults) io.stdout.write(`${explainDefaults(compiled.document)}${alwaysOpen}`);
  if (invocation.output !== undefined) return write(compiled, invocation.output, kept, io);
  if (!invocation.explainDefaults)
    io.stdout.write(`${summaryText(compiled)}${keptLine(kept)}\n${rulesText(compiled)}`);
  return exitStatus.done;
}

/** What no key opens (`src/lower/host.ts`). */
const alwaysOpen = [
  '# Open without a key, with default: deny too:',
  '#   loopback; what conntrack knows as established or related, answers to what this host asks among it',
  '#   ICMP 3, 8, 11, 12: errors, path MTU, ping',
  '#   ICMPv6 1, 2, 3, 4, 128, 130, 131, 132, 133, 134, 135, 136, 143: the same, and neighbour, router and multicast listener discovery',
  '#   with dhcp: on, UDP 68 from port 67, and UDP 546 to an address of the link',
]
  .map((line) => `${line}\n`)
  .join('');

/** What the switch holds, from a file; nothing where none is named. The reader is loaded when it is needed. */
async function heldIn(from: string | undefined, io: Io) {
  if (from === undefined) return { kind: 'held' as const, held: undefined };
  const { heldInFile } = await import('./vos/held-of.js');
  return heldInFile(from, io);
}

const keptLine = (notes: number): string =>
  notes === 0
    ? ''
    : `# ${notes === 1 ? 'a note' : `${notes} notes`} on how the backends do it: --verbose shows them, manifest.json lists them\n`;

function write(compiled: Compiled, folder: string, kept: number, io: Io): ExitStatus {
  const result = writeArtifacts(resolve(io.cwd, folder), compiled.artifacts);
  switch (result.kind) {
    case 'written':
      io.stderr.write(`${summaryText(compiled, { folder, removed: result.removed })}${keptLine(kept)}`);
      return exitStatus.done;
    case 'failed': {
      const state = result.restored
        ? 'nothing was changed'
        : 'and what was there before could not all be put back';
      return complain(io, exitStatus.failed, `cannot write ${systemWords(result.fault)}; ${state}`);
    }
  }
}
