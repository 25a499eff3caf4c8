import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Place } from '../diagnostics/diagnostic.js';
import { locator } from '../diagnostics/position.js';
import { words } from '../diagnostics/words/index.js';
import type { Told } from '../legalize/tell.js';
import type { Platform } from '../platform/platform.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { BackendName, Policy } from '../policy/policy.js';
import { withoutEnd } from '../ruleset/references.js';
import type { Rule, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';
import { named } from './nftables/effects.js';
import { seenIn } from './nftables/seen.js';

export interface ArtifactSum {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Sorted by the file's name. */
export function artifactSums(artifacts: ReadonlyMap<string, string>): readonly ArtifactSum[] {
  const sorted = [...artifacts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([file, text]) => ({
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    bytes: Buffer.byteLength(text),
  }));
}

/** What bans, and for how long. */
export interface BanCause {
  /** The last word of its path in the policy: `flood`. */
  readonly cause: string;
  readonly timeMs: number;
}

/** Each cause with each of its times once. All bans share one set, so of an entry only its time tells which of them it may have been. */
function banCauses(rulesets: readonly Ruleset[]): readonly BanCause[] {
  const causes = new Map<string, BanCause>();
  for (const { chains, sets } of rulesets) {
    const banned = new Set(
      sets.flatMap((set) =>
        set.kind === 'learned' && (set.holds === 'banned' || set.holds === 'proven') ? [set.id] : [],
      ),
    );
    for (const { action, origin } of chains.flatMap(({ rules }) => rules)) {
      if (action.kind !== 'learn' || !banned.has(action.set)) continue;
      const one = { cause: String(origin.at(-1)), timeMs: action.timeout };
      causes.set(`${one.cause} ${one.timeMs}`, one);
    }
  }
  const inOrder = (a: BanCause, b: BanCause) =>
    a.cause === b.cause ? a.timeMs - b.timeMs : a.cause < b.cause ? -1 : 1;
  return [...causes.values()].toSorted(inOrder);
}

/** `nftables+signatures`: what searches for nftables, printed for iptables. */
export type PrintedBackend = BackendName | 'nftables+signatures';

/** One ruleset as a backend prints it. */
export interface Printed {
  readonly backend: PrintedBackend;
  readonly ruleset: Ruleset;
}

export interface ManifestInput {
  readonly policy: Policy;
  readonly policyPath: string;
  readonly platform: Platform;
  readonly sums: readonly ArtifactSum[];
  readonly printed: readonly Printed[];
  readonly told: readonly Told[];
  readonly placeOf: (origin: PolicyPath) => Place | undefined;
}

/**
 * `manifest.json`: leads from every rule, set and meter to the policy's line, and lists what was rounded,
 * shortened or replaced. Paths are relative to the policy's folder, so that it has the same bytes everywhere.
 */
export function manifestText(input: ManifestInput): string {
  const { policy } = input;
  const { name, iptables, ipset, nft, kernel, orNewer } = input.platform;
  const from = sayer(input);
  const manifest = {
    format: 1,
    policy: { name: policy.name, sha256: policy.digest, profile: policy.profile ?? null },
    platform: { name, iptables, ipset, nft, kernel, orNewer },
    artifacts: artifactHashes(input.sums),
    baseline: { registrations: policy.vos3000?.registrations ?? null },
    watch: policy.watch,
    bans: banCauses(input.printed.map(({ ruleset }) => ruleset)),
    rules: rules(input, from),
    sets: input.printed.flatMap(({ backend, ruleset }) =>
      ruleset.sets.map((set) => ({
        id: set.id,
        backend,
        name: set.name,
        family: set.family,
        ...setDetails(set),
        ...from(set.origin),
      })),
    ),
    meters: input.printed.flatMap(({ backend, ruleset }) =>
      ruleset.meters.map(({ id, name, family, key, algorithm, expire, size, whenFull, origin }) => ({
        ...{ id, backend, name, family, key, algorithm, expireMs: expire, size, whenFull },
        ...from(origin),
      })),
    ),
    noted: notedNumbers(input.printed),
    fallbacks: input.told.map(({ diagnostic, origin }) => ({
      code: diagnostic.code,
      title: words[diagnostic.code].title,
      ...diagnostic.args,
      ...from(origin),
    })),
  };
  return jsonText(manifest);
}

/** An entry a line, so that a change of one rule is a line in a diff: `"rules"` has hundreds. */
function jsonText(manifest: Readonly<Record<string, object | number>>): string {
  const parts = Object.entries(manifest).map(([key, value]) => `  ${JSON.stringify(key)}: ${entries(value)}`);
  return `{\n${parts.join(',\n')}\n}\n`;
}

function entries(value: object | number): string {
  if (typeof value === 'number') return String(value);
  const lines = Array.isArray(value)
    ? value.map((entry) => onOneLine(entry))
    : Object.entries(value).flatMap(([key, entry]) =>
        entry === undefined ? [] : [`${JSON.stringify(key)}: ${onOneLine(entry)}`],
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;
}

/** A string in JSON has no newline of its own. */
const onOneLine = (entry: unknown): string => JSON.stringify(entry, undefined, 1).replace(/\n\s*/g, ' ');

/** By number: the rules whose number stands beside an address in the sets of kind `noted`. */
function notedNumbers(printed: readonly Printed[]) {
  const numbers = printed.flatMap(({ ruleset }) =>
    ruleset.chains.flatMap(({ rules }) =>
      rules.flatMap(({ id, action }) =>
        (action.kind === 'goto' || action.kind === 'note') && action.as !== undefined
          ? [[String(action.as), id] as const]
          : [],
      ),
    ),
  );
  return Object.fromEntries(numbers);
}

function setDetails(set: SetDeclaration) {
  switch (set.kind) {
    case 'static':
    case 'fetched':
      return { kind: set.kind };
    case 'learned':
      return {
        kind: set.recent ? 'recent' : set.kind,
        holds: set.holds,
        timeoutMs: set.timeout,
        size: set.size,
      };
    case 'clock':
      return { kind: set.kind, lastsMs: set.lasts };
    case 'noted':
      return { kind: set.kind, timeoutMs: set.timeout, size: set.size };
  }
}

function artifactHashes(sums: readonly ArtifactSum[]) {
  return Object.fromEntries(
    sums
      .toSorted((a, b) => (a.file < b.file ? -1 : 1))
      .map(({ file, sha256, bytes }) => [file, { sha256, bytes }]),
  );
}

/** Each rule id once, with the backends that carry it. */
function rules(input: ManifestInput, from: ReturnType<typeof sayer>) {
  const origins = new Map<string, { origin: PolicyPath; backends: Set<PrintedBackend> }>();
  for (const { backend, ruleset } of input.printed) {
    const { done } = seenIn(ruleset);
    const lines = ruleset.chains.flatMap(({ rules }) => printedIn(backend, rules, done));
    for (const { id, origin } of lines) {
      const seen = origins.get(id) ?? { origin, backends: new Set<PrintedBackend>() };
      seen.backends.add(backend);
      origins.set(id, seen);
    }
  }
  const sorted = [...origins].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([id, { origin, backends }]) => [id, { ...from(origin), backends: [...backends].sort() }]),
  );
}

/** Those that have a line of their own. */
function printedIn(
  backend: PrintedBackend,
  rules: readonly Rule[],
  done: ReadonlySet<Rule>,
): readonly Rule[] {
  const lines = withoutEnd(rules);
  return backend === 'nftables' ? named(lines.filter((rule) => !done.has(rule))) : lines;
}

/** Gives the path in the policy and where a file says it; `default` where none does. */
function sayer({ placeOf, policyPath }: ManifestInput) {
  const locate = locator();
  return (origin: PolicyPath) => {
    const place = placeOf(origin);
    if (place === undefined) return { policy: pathText(origin), at: 'default' };
    const { path, start } = locate(place);
    const file = posix.relative(posix.dirname(policyPath), path);
    return { policy: pathText(origin), at: `${file}:${start.line}:${start.column}` };
  };
}
