import { addressBits, addressText, type Family } from '../../net/address.js';
import { protocolNumber, protocolText } from '../../net/protocol.js';
import { secondsIn } from '../../net/rate.js';
import { readAddress } from '../../net/read-address.js';
import type { Field } from '../listing.js';
import type { Option, Part } from './parse-rule.js';

type Defaults = Readonly<Record<string, readonly string[]>>;

/**
 * What an option says when it is not there: some versions print it and some do not. The idle time of hashlimit is the unit of
 * the rate, and ten seconds in 1.4.7; a table's name is a digest over all of its parameters, so nothing is lost by leaving
 * out all of them.
 */
const either: Defaults = {
  'hashlimit-mode': ['none'],
  'hashlimit-htable-gcinterval': ['1000'],
  'hashlimit-htable-expire': ['1000', '10000', '60000', '3600000', '86400000'],
  rsource: [''],
  from: ['0'],
  to: ['65535'],
  'log-level': ['4', 'warn', 'warning'],
  'connlimit-saddr': [''],
  // The largest time of 32 bits; seen with 1.8.9 on 64.
  datestop: ['2038-01-19T03:14:07'],
};

const families: Readonly<Record<Family, Defaults>> = {
  ipv4: {
    ...either,
    mask: ['255.255.255.255'],
    'hashlimit-srcmask': ['32'],
    'hashlimit-dstmask': ['32'],
    'connlimit-mask': ['32'],
    'reject-with': ['icmp-port-unreachable', 'port-unreach'],
  },
  ipv6: {
    ...either,
    mask: ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    'hashlimit-srcmask': ['128'],
    'hashlimit-dstmask': ['128'],
    'connlimit-mask': ['128'],
    'reject-with': ['icmp6-port-unreachable', 'port-unreach'],
  },
};

const defaultsOf = (family: Family): Defaults => families[family];

const units = Object.entries(secondsIn);

/** The tools round to whole numbers when they print; what is nearer than this is the same rate. */
const TOLERANCE = 0.005;

/**
 * A rate as the kernel keeps it, in words: xt_hashlimit and xt_limit store `scale / rate` as an integer, so 3000/sec comes
 * back as 3003/sec, and 60/min as 1/sec. Both sides of a comparison go through here.
 */
function keptRate(text: string, scale: number): string {
  const [, count = '', unit = ''] = /^(\d+)(?:\/([a-z]+))?$/.exec(text) ?? [];
  const seconds = units.find(([name]) =>
    name.startsWith(unit === 'sec' || unit === '' ? 'sec' : unit.slice(0, 3)),
  )?.[1];
  if (count === '' || seconds === undefined || Number(count) === 0) return text;
  const period = Math.floor((scale * seconds) / Number(count));
  if (period === 0) return text;
  for (const [name, length] of units) {
    const rate = (scale * length) / period;
    const whole = Math.round(rate);
    if (whole >= 1 && Math.abs(rate - whole) <= rate * TOLERANCE) return `${whole}/${name}`;
  }
  return text;
}

type Speller = (text: string) => string;

const spellers: Readonly<Record<string, Speller>> = {
  // Numbers where the tool does not ask /etc/protocols, and names by whichever file the host has.
  p: protocolWord,
  s: networkText,
  d: networkText,
  ctstate: sortedList,
  'hashlimit-mode': sortedList,
  mask: addressOnly,
  u32: (text) => numbersInHex(text.replaceAll(' ', '')),
  mark: numbersInHex,
  'set-xmark': numbersInHex,
};

/** The value of an option in one spelling; `! ` before it where it is negated. */
function spelledValue({ name, values, negated }: Option): string {
  const text = values.join(' ');
  return `${negated ? '! ' : ''}${(Object.hasOwn(spellers, name) ? spellers[name] : undefined)?.(text) ?? text}`;
}

function protocolWord(text: string): string {
  const number = protocolNumber(text);
  return number === undefined ? text : protocolText(number);
}

function sortedList(text: string): string {
  return text.split(',').toSorted().join(',');
}

function addressOnly(text: string): string {
  const parsed = readAddress(text);
  return parsed.kind === 'address' ? addressText(parsed.address) : text;
}

/** A single address has no prefix length; an old tool writes a mask as a dotted quad. */
function networkText(text: string): string {
  const [address = '', length] = text.split('/');
  const parsed = readAddress(address);
  if (parsed.kind === 'fault') return text;
  const canonical = addressText(parsed.address);
  const bits = length?.includes('.') ? maskBits(length) : length;
  return bits === undefined || bits === String(addressBits[parsed.address.family])
    ? canonical
    : `${canonical}/${bits}`;
}

function maskBits(mask: string): string {
  const parsed = readAddress(mask);
  if (parsed.kind === 'fault' || parsed.address.family === 'ipv6') return mask;
  return String(32 - Math.log2(2 ** 32 - parsed.address.value));
}

/** 1.4.7 and 1.4.21 print every number of u32 as hex in lower case; what was written may be decimal. */
function numbersInHex(text: string): string {
  return text.replace(/0x[0-9a-f]+|\d+/gi, (number) => `0x${Number(number).toString(16)}`);
}

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
