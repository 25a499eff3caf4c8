import type { Compiled } from '../../compile.js';
import { visible } from '../../diagnostics/visible.js';
import { shellWord } from '../../host/shell-word.js';
import { durationText } from '../../net/duration.js';
import { examplesLine } from './tell-examples.js';

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
