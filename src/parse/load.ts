import type { Report } from '../diagnostics/diagnostic.js';
import type { Place, SourceFile, Span } from '../diagnostics/source.js';
import type { DigestPart } from '../policy/digest.js';
import { maxFiles, maxFindings, maxIncludeDepth } from './bounds.js';
import { reportClashes } from './clashes.js';
import { faultFinding } from './fault.js';
import { type FileText, type PolicyFiles, policyLimit } from './files.js';
import { includesOf } from './includes-of.js';
import { merge } from './merge.js';
import { readTree } from './read-tree.js';
import type { MapNode } from './tree.js';

/** The policy's own files, read and not yet laid on the defaults. */
export interface Loaded {
  /** The file laid over its includes; nulls still in it, `include` not. */
  readonly written: MapNode;
  readonly files: readonly SourceFile[];
  readonly digestParts: readonly DigestPart[];
}

/** Reads the policy and, depth first, what it includes; `undefined` where any of the files could not be used. */
export function load(path: string, files: PolicyFiles, report: Report): Loaded | undefined {
  const loader = new Loader(files, report);
  const written = loader.load({ path, place: undefined, chain: [] });
  if (written === undefined || !loader.complete) return undefined;
  return { written, files: loader.sources, digestParts: loader.digestParts };
}

interface Wanted {
  readonly path: string;
  readonly place: Span | undefined;
  /** The files that lead here, the policy first. */
  readonly chain: readonly FileText[];
}

class Loader {
  complete = true;
  readonly sources: SourceFile[] = [];
  readonly digestParts: DigestPart[] = [];
  readonly #seen = new Map<string, Place | undefined>();

  constructor(
    readonly files: PolicyFiles,
    readonly report: Report,
  ) {}

  load(wanted: Wanted): MapNode | undefined {
    const file = this.#open(wanted);
    const own = file && this.#read(file, wanted.place);
    if (file === undefined || own === undefined) {
      this.complete = false;
      return undefined;
    }
    const chain = [...wanted.chain, file];
    const included = includesOf(own, this.report).flatMap(
      ({ path, place }) => this.load({ path, place, chain }) ?? [],
    );
    const entries = new Map(own.entries);
    entries.delete('include');
    return merge(sideBySide(included, this.report), { ...own, entries });
  }

  #open({ path, place, chain }: Wanted): FileText | undefined {
    const about = { place, related: [] };
    if (chain.length > maxIncludeDepth) {
      this.report({ code: 'VG143', args: { limit: maxIncludeDepth }, ...about });
      return undefined;
    }
    const result = this.files.read(path, chain.at(-1)?.path, policyLimit);
    if (result.kind === 'fault') {
      this.report(faultFinding(result.fault, result.path, policyLimit, place));
      return undefined;
    }
    return this.#isNew(result, place, chain) ? result : undefined;
  }

  /** A file in a circle is named with its way; a second include with its first one. */
  #isNew({ path, identity }: FileText, place: Span | undefined, chain: readonly FileText[]): boolean {
    const start = chain.findIndex((file) => file.identity === identity);
    if (start !== -1) {
      const names = [...chain.slice(start).map((file) => file.path), path];
      this.report({ code: 'VG141', args: { chain: names }, place, related: [] });
      return false;
    }
    const first = this.#seen.get(identity);
    if (first !== undefined) {
      const related = [{ place: first, label: 'it is included here first' }];
      this.report({ code: 'VG142', args: { path }, place, related });
      return false;
    }
    if (this.#seen.size === maxFiles)
      this.report({ code: 'VG145', args: { limit: maxFiles }, place, related: [] });
    this.#seen.set(identity, place);
    return this.#seen.size <= maxFiles;
  }

  #read({ path, bytes }: FileText, place: Span | undefined): MapNode | undefined {
    this.digestParts.push({ kind: 'policy', content: bytes });
    let left = maxFindings;
    const report: Report = (finding) => {
      if (left-- > 0) this.report(finding);
    };
    const { file, tree } = readTree(path, bytes, place, report);
    this.sources.push(file);
    return tree;
  }
}

/** Includes of one file, of which none is above another: a key in two of them is reported. */
function sideBySide(included: readonly MapNode[], report: Report): MapNode {
  const nothing: MapNode = { kind: 'map', entries: new Map(), span: undefined };
  return included.reduce((first, second) => {
    reportClashes(first, second, report);
    return merge(first, second);
  }, nothing);
}
