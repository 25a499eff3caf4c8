const DOT = 46;
const ZERO = 48;

/**
 * The value of a dotted quad: four decimal octets and nothing else. `undefined` for anything that inet_aton(3) reads
 * and people do not mean: short forms, octal, hexadecimal. It may stand anywhere in a longer text, of which no parts are
 * cut out: block lists have a million lines.
 */
export function ipv4Value(text: string, start = 0, end = text.length): number | undefined {
  if (end - start < 7 || end - start > 15) return undefined;
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = digits = 0;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return undefined;
    octet = octet * 10 + digit;
    digits++;
    if (octet > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : undefined;
}

/** A quad with octets such as `010` or `08`, read as decimal; inet_aton(3) reads them as octal. */
export function ipv4WithLeadingZeros(text: string): number | undefined {
  if (!/^\d+(\.\d+){3}$/.test(text)) return undefined;
  return ipv4Value(text.split('.').map(Number).join('.'));
}

export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
