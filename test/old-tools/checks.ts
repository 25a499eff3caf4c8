import { type Check, matching, whole } from './tool.js';

export const port = matching(/^\d{1,5}(:\d{1,5})?$/, 'port');
/** Fifteen entries; a range takes two. */
export const manyPorts: Check = (value) =>
  value.split(',').reduce((sum, entry) => sum + (entry.includes(':') ? 2 : 1), 0) > 15
    ? 'too many ports specified'
    : undefined;

export const knownSet: Check = (name, { sets, family }) => {
  if (name.length > 31) return 'setname is too long, max 31 characters';
  const of = sets.get(name);
  if (of === undefined) return `Set ${name} doesn't exist.`;
  return (of === 'inet') === (family === 'ipv4') ? undefined : `${name} is of the other family`;
};
export const sides = matching(/^(src|dst)(,(src|dst))*$/, 'direction');

/**
 * `10000 * unit / rate` is kept as an integer, so a rate may come out higher than it was written: 300 as 303. Where
 * `n` is the whole part of 10000 / k, it is less than a hundredth.
 */
export const oldRate: Check = (value) => {
  const [, count = '', unit = ''] = /^(\d+)\/(sec|min|hour|day)$/.exec(value) ?? [];
  const steps = 10_000 * ({ sec: 1, min: 60, hour: 3_600, day: 86_400 }[unit] ?? Number.NaN);
  const rate = Number(count);
  if (!(rate > 0 && rate <= steps)) return `Rate too fast, or no rate: "${value}"`;
  const kept = steps / Math.floor(steps / rate);
  return kept > rate * 1.01 ? `${value} is kept as ${Math.floor(kept)}` : undefined;
};

/**
 * 1.4.7 reads the number and leaves the rest: `5kb/s` is 5/sec there, without a word. 1.4.21 counts bytes with revision 2 of
 * the match (Linux 3.7), as parts of a second in 32 bits.
 */
export const byteOrPacketRate: Check = (value, tool) => {
  const bytes = /^(\d+)([km]?)b\/s$/.exec(value);
  if (bytes === null) return oldRate(value, tool);
  if (tool.version === '1.4.7') return `${value} is taken for ${bytes[1]}/sec`;
  return bytesOf(bytes) > 0 && bytesOf(bytes) < 2 ** 32 ? undefined : `Rate too fast, or no rate: "${value}"`;
};

/** A number of packets, or of bytes beside a rate in bytes. */
export const byteOrPacketBurst: Check = (value, tool) => {
  const bytes = /^(\d+)([km]?)b$/.exec(value);
  if (bytes === null) return whole(1, 10_000)(value, tool);
  if (tool.version === '1.4.7') return `${value} is taken for ${bytes[1]}`;
  return bytesOf(bytes) > 0 && bytesOf(bytes) < 2 ** 32 ? undefined : `${value} is out of range`;
};

function bytesOf([, digits, unit = '']: RegExpExecArray): number {
  return Number(digits) * ({ k: 1_024, m: 1_048_576 }[unit] ?? 1);
}

/** Ten comparisons joined by `&&`, ten values in each. */
export const u32: Check = (value) => {
  const tests = value.split('&&');
  if (tests.length > 10) return 'u32: too many "&&"s';
  const form = /^\w+((>>|<<|&|@)\w+)*=\w+(:\w+)?(,\w+(:\w+)?)*$/;
  const bad = tests.find((test) => !form.test(test.trim()));
  if (bad !== undefined) return `u32: expected number: ${bad}`;
  return tests.some((test) => test.split(',').length > 10) ? 'u32: too many ","s' : undefined;
};

export const pattern: Check = (value, { version }) => {
  if (value === '!') return 'negation stands before the option';
  if (version === '1.4.7' && value.includes('\\')) return 'a backslash is lost in save and restore';
  return value.length > 128 ? 'STRING too long' : undefined;
};
export const hexPattern: Check = (value) =>
  value.replace(/\|([^|]*)\|/g, (_, bytes: string) => 'x'.repeat(bytes.replace(/ /g, '').length / 2)).length >
  128
    ? 'STRING too long'
    : undefined;

export const comment: Check = (value) =>
  value.length > 255
    ? 'COMMENT must be shorter than 256 characters, or is cut'
    : /[A-Za-z0-9_-]/.test(value)
      ? undefined
      : 'is saved without quotes, and then refused';

export const connlimit = whole(0, 4_294_967_295);
