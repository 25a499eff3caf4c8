import type { Place, Report, SourceFile, Span } from '../diagnostics/diagnostic.js';
import type { DigestPart } from '../policy/digest.js';
import { maxFiles, maxFindings, maxIncludeDepth } from './bounds.js';
import { type FileText, faultFinding, type PolicyFiles, policyLimit } from './files.js';
import { merge, mergeAll, reportClashes } from './merge.js';
import type { ReadTree } from './read-tree.js';
import type { MapNode, Tree } from './tree.js';

export interface Include {
  readonly path: string;
  readonly place: Span | undefined;
}

/** The paths under `include`, which counts at the top of a file only. */
function includesOf(root: MapNode, report: Report): readonly Include[] {
  const value = root.entries.get('include')?.value;
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return [];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    const path = pathOf(item);
    if (path === undefined) report({ code: 'VG140', args: null, place: item.span, related: [] });
    return path === undefined ? [] : [{ path, place: item.span }];
  });
}

function pathOf(item: Tree): string | undefined {
  return item.kind === 'scalar' && typeof item.value === 'string' && item.value !== ''
    ? item.value
    : undefined;
}

/** The policy's own files, read and not yet laid on the defaults. */
export interface Loaded {
  /** One for each file, includes before the file that names them; nulls still in them, `include` not. */
  readonly layers: readonly MapNode[];
  readonly files: readonly SourceFile[];
  readonly digestParts: readonly DigestPart[];
}

/** Reads the policy and, depth first, what it includes; `undefined` where any of the files could not be used. */
export function load(
  path: string,
  files: PolicyFiles,
  readTree: ReadTree,
  report: Report,
): Loaded | undefined {
  const loader = new Loader(files, readTree, report);
  const layers = loader.load({ path, place: undefined, chain: [] });
  return loader.complete ? { layers, files: loader.sources, digestParts: loader.digestParts } : undefined;
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
  #opened = 0;
  readonly #seen = new Map<string, Place | undefined>();

  constructor(
    readonly files: PolicyFiles,
    readonly readTree: ReadTree,
    readonly report: Report,
  ) {}

  load(wanted: Wanted): readonly MapNode[] {
    const file = this.#open(wanted);
    const own = file && this.#read(file, wanted.place);
    if (file === undefined || own === undefined) {
      this.complete = false;
      return [];
    }
    const chain = [...wanted.chain, file];
    const included = includesOf(own, this.report).map(({ path, place }) => this.load({ path, place, chain }));
    reportClashesOf(included.map(mergeAll), this.report);
    const entries = new Map(own.entries);
    entries.delete('include');
    return [...included.flat(), { ...own, entries }];
  }

  #open({ path, place, chain }: Wanted): FileText | undefined {
    const about = { place, related: [] };
    if (chain.length > maxIncludeDepth) {
      this.report({ code: 'VG143', args: { limit: maxIncludeDepth }, ...about });
      return undefined;
    }
    if (++this.#opened > maxFiles) {
      if (this.#opened === maxFiles + 1) this.report({ code: 'VG145', args: { limit: maxFiles }, ...about });
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
    this.#seen.set(identity, place);
    return true;
  }

  #read({ path, bytes }: FileText, place: Span | undefined): MapNode | undefined {
    this.digestParts.push({ kind: 'policy', content: bytes });
    let left = maxFindings;
    const report: Report = (finding) => {
      if (left-- > 0) this.report(finding);
    };
    const { file, tree } = this.readTree(path, bytes, place, report);
    this.sources.push(file);
    return tree;
  }
}

/** Of the includes of one file none is above another, so no key may be in two of them. */
function reportClashesOf(included: readonly MapNode[], report: Report): void {
  included.reduce((first, second) => {
    reportClashes(first, second, report);
    return merge(first, second);
  }, mergeAll([]));
}
