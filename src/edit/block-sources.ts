import { visible } from '../diagnostics/visible.js';
import { type Document, nodeAt } from '../parse/document.js';
import { listLimit, type PolicyFiles, policyLimit } from '../parse/files.js';
import type { Tree } from '../parse/tree.js';
import { addKey, addToList, addToListFile, type BlockedEntry } from './add-to-list.js';

/** One file of a policy, as it is and as it would be. */
export interface Edit {
  readonly kind: 'edit';
  /** As shown to the user. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export type BlockedEdit = Edit | { readonly kind: 'no way'; readonly words: string };

/**
 * Adds entries to what `blocked` is made of: to the first list file that it names, else to its own list, else as a new key.
 * Whether the policy then means what is wanted, the caller has to try.
 */
export function blockSources(
  document: Document,
  files: PolicyFiles,
  entries: readonly BlockedEntry[],
): BlockedEdit {
  const blocked = nodeAt(document.root, ['blocked']);
  const file = listFileIn(blocked, document);
  if (file !== undefined) {
    const list = read(files, file.name, file.from, listLimit);
    return list.kind === 'edit' ? { ...list, after: addToListFile(list.before, entries) } : list;
  }
  const path = blocked?.span?.file.path ?? document.files[0]?.path ?? '';
  const source = read(files, path, undefined, policyLimit);
  if (source.kind !== 'edit') return source;
  const after =
    blocked?.kind === 'list' && blocked.span !== undefined
      ? addToList(source.before, blocked, entries)
      : addKey(source.before, 'blocked', entries);
  return after === undefined
    ? no(`how \`blocked\` is written in ${path} is not understood`)
    : { ...source, after };
}

const no = (words: string): BlockedEdit => ({ kind: 'no way', words });

/** A text that the patch will quote: exactly these bytes, and nothing that a terminal acts on. */
function read(files: PolicyFiles, wanted: string, from: string | undefined, limit: number): BlockedEdit {
  const result = files.read(wanted, from, limit);
  if (result.kind === 'fault') return no(`${result.path} cannot be read`);
  const { path, bytes, outside } = result;
  if (outside) return no(`${path} is not in the policy's folder`);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!Buffer.from(text).equals(bytes)) return no(`${path} is not UTF-8`);
  if (/["\\]/.test(path) || visible(path) !== path)
    return no('its path has characters that a patch cannot name');
  const plain = text.replaceAll(/\r?\n|\t/g, '');
  if (visible(plain) !== plain) return no(`${path} has characters that a terminal would act on`);
  return { kind: 'edit', path, before: text, after: text };
}

interface ListFile {
  readonly name: string;
  /** The file that names it. */
  readonly from: string | undefined;
}

/** Groups of groups: deep enough for any policy that people write, and an end for circles. */
const DEEPEST = 8;

function listFileIn(node: Tree | undefined, document: Document, depth = 0): ListFile | undefined {
  if (node === undefined || depth > DEEPEST) return undefined;
  switch (node.kind) {
    case 'map': {
      const file = node.entries.get('file')?.value;
      return file?.kind === 'scalar' && typeof file.value === 'string'
        ? { name: file.value, from: file.span?.file.path }
        : undefined;
    }
    case 'list': {
      for (const item of node.items) {
        const found = listFileIn(item, document, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'scalar':
      return listFileIn(nodeAt(document.root, ['addresses', String(node.value)]), document, depth + 1);
  }
}
