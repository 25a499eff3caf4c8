import type { AddressSet } from '../../net/address-set.js';
import { type Field, type ListedChain, ourTableText, readAddresses } from '../listing.js';

/** The text as `nft list` would break it into lines: a line for each part of a set and for each rule, and no remarks. */
export function unfolded(text: string): string {
  return text
    .replace(/^(?: {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2))
    .replace(/ \\\n\s*/g, ' ')
    .replace(
      /(vmap|@[it]h,\d+,\d+) \{\n([^}]*)\}/g,
      (_, before: string, cases: string) =>
        `${before} { ${cases.replace(/ # .*/g, '').trim().replace(/\n\s*/g, ' ')} }`,
    )
    .replace(/^\t((?:set|limit|chain) \S+ \{) (?:(.*); )?\}(?: {2}# .*)?$/gm, (_, head: string, parts = '') =>
      [`\t${head}`, ...split(parts).map((part) => `\t\t${part}`), '\t}'].join('\n'),
    )
    .replace(/^\t(chain \S+ \{) (type filter hook .*;)$/gm, '\t$1\n\t\t$2')
    .replace(/^\t(chain \S+ \{) (counter comment "[^"]*");$/gm, '\t$1\n\t\t$2')
    .replace(/^(\t\t.* comment "[^"]*"); \}$/gm, '$1\n\t}')
    .replace(/^\t\t.*$/gm, (line) => line.replace(/( comment "[^"]*"); /g, '$1\n\t\t'));
}

/** At each `; `, but not inside of quotes. The declaration of a hook stays one line, as nft has it. */
function split(parts: string): readonly string[] {
  const hook = /^type filter hook [^;]*; policy accept(?:; |$)/.exec(parts)?.[0] ?? '';
  const rest = parts.slice(hook.length);
  const rules = rest.match(/(?:"[^"]*"|[^";])+/g) ?? [];
  return [...(hook === '' ? [] : [`${hook.replace(/; $/, '')};`]), ...rules.map((rule) => rule.trim())];
}

/**
 * Our nftables files as they can be loaded for a trial: lists without their elements, which are compared as addresses and may
 * be a million, and the chain at network devices at the loopback, since a trial has no others.
 */
export function bareRules(artifacts: ReadonlyMap<string, string>): string {
  const text = (file: string) => artifacts.get(file) ?? '';
  const rules = text('nftables.nft')
    .replace(/^ +elements = \{[^}]*\}\n/gm, '')
    .replace(/^( +set .*) elements = \{[^}]*\};/gm, '$1');
  return rules + text('ingress.nft').replace(/ devices = \{[^}]*\}/, ' devices = { "lo" }');
}

export const isIngress = ({ key, value }: Field): boolean => key === 'hook' && value === 'ingress';

/** The devices of a chain at ingress, from nft's text: its JSON has them in some versions only. */
export function withDevices(chain: ListedChain, nftText: string): ListedChain {
  if (!chain.attributes.some(isIngress)) return chain;
  for (const [, name = '', one, several = ''] of nftText.matchAll(HOOK)) {
    if (name.replaceAll('"', '') !== chain.name) continue;
    const devices = (one ?? several).split(',').map((device) => device.trim().replaceAll('"', ''));
    return {
      ...chain,
      attributes: [...chain.attributes, { key: 'devices', value: devices.toSorted().join(',') }],
    };
  }
  return chain;
}

const HOOK = /^\tchain (\S+) \{\n\t\ttype filter hook ingress device(?: (\S+)|s = \{([^}]*)\})/gm;

export interface SetContents {
  readonly entries: number;
  /** Where they were asked for. */
  readonly addresses: AddressSet | undefined;
}

const DECLARATION = /^\tset (\S+) \{$/gm;
const ELEMENTS = 'elements = {';

/**
 * The elements of the sets in what `nft list table` prints. The text is walked and never taken apart as a whole: a set may have
 * a million elements. `asked` says whose addresses are wanted; of the others the elements are counted.
 */
export function readSetContents(
  text: string,
  asked: (name: string) => boolean,
): ReadonlyMap<string, SetContents> {
  const contents = new Map<string, SetContents>();
  const ours = ourTableText(text);
  for (const { 1: name = '', index } of ours.matchAll(DECLARATION)) {
    const end = ours.indexOf('\n\t}', index);
    if (end < 0) break;
    // A piece of its own: what is looked for and not there would be looked for up to the end of the whole.
    const set = ours.slice(index, end);
    const start = set.indexOf(ELEMENTS);
    let entries = 0;
    const each = counted(set, start < 0 ? set.length : start + ELEMENTS.length, () => entries++);
    const addresses = asked(name) ? readAddresses(each) : undefined;
    if (addresses === undefined) for (const _ of each);
    contents.set(name.replaceAll('"', ''), { entries, addresses });
  }
  return contents;
}

/** The first word of each element: what follows are time-outs, limits and counters. */
function* counted(text: string, from: number, count: () => void): Generator<string> {
  for (let at = from; at < text.length; ) {
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    const word = /[0-9a-fA-F:][0-9a-fA-F:./-]*/.exec(text.slice(at, Math.min(end, at + 120)))?.[0];
    if (word !== undefined) {
      count();
      yield word;
    }
    at = end + 1;
  }
}
