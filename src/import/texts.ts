import { packs } from '../sip/packs.js';
import { methods } from '../sip/signature.js';

/** The method that a rule searches for: `OPTIONS`, `OPTIONS sip:`. */
export function methodIn(text: string): string | undefined {
  const word = /^\s*([A-Z]+)(?:\s+sips?:?)?\s*$/.exec(text)?.[1];
  return methods.find((method) => method === word);
}

/** The first pack that has this text among its signatures, in whatever case. */
export function packOf(text: string): string | undefined {
  const wanted = text.replace(/^User-Agent:\s*/i, '').trim().toLowerCase();
  return packs.find(({ signatures }) =>
    signatures.some(({ id, pattern }) => id.toLowerCase() === wanted || pattern.text.toLowerCase() === wanted),
  )?.name;
}
