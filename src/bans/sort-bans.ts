import type { Ban } from './ban.js';

/** By address, IPv4 first. */
export const byAddress = (a: Ban, b: Ban): number => {
  const [x, y] = [a.address, b.address];
  if (x.family !== y.family) return x.family === 'ipv4' ? -1 : 1;
  return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
};

/** Whoever stays banned the longest first. */
export const byTimeLeft = (a: Ban, b: Ban): number => b.left - a.left || byAddress(a, b);
