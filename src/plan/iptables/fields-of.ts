import type { Family } from '../../net/family.js';
import type { Field } from '../listing.js';
import { defaultsOf } from './defaults.js';
import type { Option, Part } from './parse-rule.js';
import { keptRate } from './rate.js';
import { spelledValue } from './spelled-value.js';

export interface Spelling {
  readonly family: Family;
  /** Of hashlimit: 10,000 in iptables 1.4, 1,000,000 from hashlimit revision 2 on (1.6.1). */
  readonly rateScale: number;
}

/** xt_limit: XT_LIMIT_SCALE, in every version. */
const LIMIT_SCALE = 10_000;
/** Of hashlimit and limit, in every version; 1.4.7 does not print it. */
const BURST = '5';

/** Matches that `-p` brings along, and that say nothing when they have no options. */
const implied: ReadonlySet<string> = new Set(['udp', 'tcp', 'icmp', 'icmp6', 'comment']);

/** The parts of a rule in one spelling: defaults and comments left out, options of a part sorted by name. */
export function fieldsOf(parts: readonly Part[], spelling: Spelling): readonly Field[] {
  return parts.flatMap((part) => partFields(part, spelling));
}

function partFields(part: Part, spelling: Spelling): readonly Field[] {
  const options = part.options.map(renamed).filter((option) => !isDefault(option, spelling.family));
  const rate = rateField(part, options, spelling);
  const fields = options
    .filter(({ name }) => rate === undefined || !rate.folded.includes(name))
    .map((option): Field => ({ key: option.name, value: spelledValue(option) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const all = rate === undefined ? fields : [rate.field, ...fields];
  switch (part.kind) {
    case 'own':
      return all;
    case 'match':
      return all.length > 0 || implied.has(part.name)
        ? all.filter(isNoComment)
        : [{ key: part.name, value: '' }];
    case 'jump':
      return [{ key: 'verdict', value: verdict(part) }, ...all.filter(({ key }) => key !== 'notrack')];
    case 'goto':
      return [{ key: 'verdict', value: `goto ${part.name}` }];
  }
}

const isNoComment = ({ key }: Field): boolean => key !== 'comment';

/** The old target NOTRACK and `CT --notrack` are one. */
function verdict({ name, options }: Part): string {
  return name === 'CT' && options.some((option) => option.name === 'notrack') ? 'NOTRACK' : name;
}

/** Old names of options, and connlimit's "at most", which 1.4.7 says by a negation. */
function renamed(option: Option): Option {
  switch (option.name) {
    case 'state':
      return { ...option, name: 'ctstate' };
    case 'set':
      return option.values.length > 1 ? { ...option, name: 'match-set' } : option;
    case 'hashlimit':
      return { ...option, name: 'hashlimit-upto' };
    case 'connlimit-upto':
      return { ...option, name: 'connlimit-above', negated: true };
    case 'hex-string':
      return { ...option, name: 'string', values: option.values.map(plainText) };
  }
  return option;
}

/** `|0d0a|User` as the bytes that it stands for. */
const plainText = (text: string): string =>
  text.replace(/\|([0-9a-fA-F ]*)\|/g, (_, digits: string) =>
    (digits.replaceAll(' ', '').match(/../g) ?? [])
      .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
      .join(''),
  );

const isDefault = ({ name, values, negated }: Option, family: Family): boolean =>
  !negated && (defaultsOf(family)[name]?.includes(values.join(' ')) ?? false);

/** Rate and burst in one field, for they are one limit. */
function rateField({ kind, name }: Part, options: readonly Option[], { rateScale }: Spelling) {
  if (kind !== 'match' || (name !== 'hashlimit' && name !== 'limit')) return undefined;
  const value = (option: string) => options.find((one) => one.name === option)?.values[0];
  const burst = value(`${name}-burst`) ?? BURST;
  const above = value('hashlimit-above');
  const upto = above ?? value('hashlimit-upto') ?? value('limit') ?? '';
  const kept = keptRate(upto, name === 'limit' ? LIMIT_SCALE : rateScale);
  const field = { key: 'rate', value: `${above === undefined ? '' : 'over '}${kept} burst ${burst}` };
  return { field, folded: ['hashlimit-above', 'hashlimit-upto', 'limit', `${name}-burst`] };
}
