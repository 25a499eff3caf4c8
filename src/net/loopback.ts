import type { Address } from './address.js';

/** 127.0.0.0/8 (RFC 1122) and ::1 (RFC 4291). */
export const isLoopback = (address: Address): boolean =>
  address.family === 'ipv4' ? Math.floor(address.value / 2 ** 24) === 127 : address.value === 1n;
