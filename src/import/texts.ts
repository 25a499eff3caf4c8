import { packs } from '../sip/packs.js';
import { methods } from '../sip/signature.js';
import type { Valued } from './draft.js';
import { unused } from './services.js';

/** The method that a rule searches for: `OPTIONS`, `OPTIONS sip:`. */
export function methodIn(text: string): string | undefined {
  const word = /^\s*([A-Z]+)(?:\s+sips?:?)?\s*$/.exec(text)?.[1];
  return methods.find((method) => method === word);
}

/** The first pack that has this text among its signatures, in whatever case. */
export function packOf(text: string): string | undefined {
  const wanted = text
    .replace(/^User-Agent:\s*/i, '')
    .trim()
    .toLowerCase();
  return packs.find(({ signatures }) =>
    signatures.some(
      ({ id, pattern }) => id.toLowerCase() === wanted || pattern.text.toLowerCase() === wanted,
    ),
  )?.name;
}

/** A name for each text, as the policy wants one. */
export function textNames(texts: readonly Valued[]): readonly (Valued & { readonly id: string })[] {
  const taken = new Set<string>();
  return texts.map((one) => {
    const word = one.text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 24);
    return { ...one, id: unused(/^[a-z]/.test(word) ? word : `text-${word || 'of-bytes'}`, taken) };
  });
}
