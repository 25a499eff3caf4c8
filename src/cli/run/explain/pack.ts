import { codes } from '../../../diagnostics/explain.js';
import { wrap } from '../../../diagnostics/render/text.js';
import { words } from '../../../diagnostics/words/index.js';
import type { Grade, Pack, PackSignature } from '../../../sip/packs/pack.js';
import { packOf, packs, pinned } from '../../../sip/packs.js';
import { searches } from '../../../sip/searches.js';
import type { Pattern } from '../../../sip/signature.js';

const grades: { readonly [G in Grade]: string } = {
  source: "in the tool's source",
  seen: 'seen in a packet',
  listed: 'listed by operators',
  name: 'by its name only',
};

/** The list of all packs, a line for each version. */
export function listPacks(): string {
  return packs.map((pack) => `${pinned(pack)}  ${summary(pack)}\n`).join('');
}

/** What `vosguard explain attack-tools` prints: each signature with what it looks for, its cost and its evidence. */
export function explainPack(pack: Pack): string {
  return [`${pinned(pack)}: ${summary(pack)}`, wrap(pack.about, '', ''), ...pack.signatures.map(told)]
    .join('\n\n')
    .concat('\n');
}

function summary(pack: Pack): string {
  const version = packOf(pack.name) === pack ? 'the newest version' : 'kept for policies that pin it';
  return `${pack.signatures.length} signatures, ${version}`;
}

function told({ id, pattern, evidence, falsePositives, backends }: PackSignature): string {
  return [
    id,
    line('looks for', lookedFor(pattern)),
    line('cost', cost(pattern)),
    line('backends', backends.join(', ')),
    ...evidence.flatMap(({ grade, says, address }) => [
      line('evidence', `${grades[grade]}: ${says}`),
      `              ${address}`,
    ]),
    line('hits too', falsePositives ?? 'nothing honest that is known'),
  ].join('\n');
}

const line = (name: string, text: string): string => wrap(text, `  ${name.padEnd(12)}`, ' '.repeat(14));

function lookedFor(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'begins':
      return `${pattern.header} that begins with "${pattern.text}"`;
    case 'contains':
      return `${pattern.header} with "${pattern.text}" in it`;
    case 'request':
      return `${pattern.method} of an address that begins with "${pattern.text}"`;
    case 'raw':
      return `"${pattern.text}" anywhere in the message`;
  }
}

/** Each search reads every byte of the message once (Knuth-Morris-Pratt), however long the text is. */
function cost(pattern: Pattern): string {
  const texts = searches(pattern).flat();
  const bytes = texts.map((text) => Buffer.byteLength(text)).join(' and ');
  return `${texts.length === 1 ? 'a search' : `${texts.length} searches`} through the whole message, for ${bytes} bytes`;
}

/** What `vosguard explain` prints: every code and every pack, a line each. */
export function topics(): string {
  const list = codes.map((code) => `${code}  ${words[code].severity.padEnd(7)}  ${words[code].title}\n`);
  return `${list.join('')}\n${listPacks()}`;
}
