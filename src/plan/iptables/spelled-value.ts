import { addressBits, addressText } from '../../net/address.js';
import { protocolNumber, protocolText } from '../../net/protocol.js';
import { readAddress } from '../../net/read-address.js';
import type { Option } from './parse-rule.js';

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
export function spelledValue({ name, values, negated }: Option): string {
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
