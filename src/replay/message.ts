import { type Method, methods } from '../sip/signature.js';

/** What a packet to the switch is, by its first bytes: as the rules tell classes apart. */
export const classes = [
  ...methods,
  'response',
  'keep-alive',
  'unrecognised',
  /** TCP segments without data, and those that begin in the middle of a message. */
  'segment',
  /** To a port whose SIP is encrypted. */
  'encrypted',
  /** To any other port, UDP or not. */
  'other UDP',
  'other',
] as const;
export type PacketClass = (typeof classes)[number];

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

function grouped(): ReadonlyMap<number, readonly (readonly [Method, Buffer])[]> {
  const groups = new Map<number, (readonly [Method, Buffer])[]>();
  for (const method of methods) {
    const bytes = Buffer.from(`${method} `);
    const first = bytes[0] ?? 0;
    groups.set(first, [...(groups.get(first) ?? []), [method, bytes]]);
  }
  return groups;
}

const byFirst = grouped();

const begins = (bytes: Buffer, at: number, text: Buffer): boolean => {
  if (bytes.length < at + text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
};

/** Where a message begins behind blank lines (RFC 3261 7.5); at the end where there are nothing but such. */
function startOf(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === RETURN || bytes[at] === LINE_FEED)) at++;
  return at;
}

/** The method of the request that a payload begins with. */
export function methodOf(bytes: Buffer): Method | undefined {
  const at = startOf(bytes);
  const first = bytes[at];
  if (first === undefined) return undefined;
  for (const [method, text] of byFirst.get(first) ?? []) if (begins(bytes, at, text)) return method;
  return undefined;
}

const version = Buffer.from('SIP/2.0 ');

/** The status of the response that a payload begins with. */
export function statusOf(bytes: Buffer): number | undefined {
  return begins(bytes, 0, version) ? statusAt(bytes, version.length) : undefined;
}

function statusAt(bytes: Buffer, at: number): number | undefined {
  let status = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    status = status * 10 + digit;
  }
  return bytes[at + 3] === SPACE ? status : undefined;
}

/** RFC 5389: the cookie, and two bits that are zero. */
const isStun = (bytes: Buffer): boolean =>
  bytes.length >= 20 && bytes.readUInt32BE(4) === 0x2112a442 && ((bytes[0] ?? 0) & 0xc0) === 0;

/** Of a payload that no method and no status begins. */
export function isKeepAlive(bytes: Buffer): boolean {
  return (bytes.length <= 4 && startOf(bytes) === bytes.length) || isStun(bytes);
}

/** Headers stand at the front; nothing behind so many bytes is read. */
const HEAD = 4_096;

export const headOf = (bytes: Buffer): string => bytes.toString('latin1', 0, Math.min(bytes.length, HEAD));

/** The method that a response answers. */
export const answeredMethod = (head: string): string | undefined =>
  /^CSeq[ \t]*:[ \t]*\d{1,10}[ \t]+([A-Z]{1,20})\b/im.exec(head)?.[1];

/** What tells a transaction from others (RFC 3261 8.1.1.7): the parameter of the topmost Via. */
export const branchOf = (head: string): string | undefined => /;branch=([^;,\s]{1,128})/i.exec(head)?.[1];

export const userAgentOf = (head: string): string | undefined =>
  /^User-Agent[ \t]*:[ \t]*([^\r\n]{1,100})/im.exec(head)?.[1];

/** Statuses of the responses that a segment of TCP holds, with the head behind each. */
export function* responsesIn(bytes: Buffer): Generator<readonly [status: number, head: string]> {
  for (let at = bytes.indexOf(version); at >= 0; at = bytes.indexOf(version, at + version.length)) {
    const status = statusAt(bytes, at + version.length);
    if (status !== undefined && (at === 0 || bytes[at - 1] === LINE_FEED))
      yield [status, headOf(bytes.subarray(at))];
  }
}
