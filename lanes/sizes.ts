import type { Registrar } from './actors/registrar-protocol.js';
import type { SizeName } from './scenario.js';

/** The queue is a quarter of a second's work: shorter than T1, so that no phone repeats what only waits. */
export const registrars: Readonly<Record<SizeName, Registrar>> = {
  full: { capacity: 1000, queue: 250, seed: 1, accounts: 6000, wrong: 403, ring: 7000 },
  tenth: { capacity: 100, queue: 25, seed: 1, accounts: 600, wrong: 403, ring: 7000 },
};
