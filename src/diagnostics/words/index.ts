import { backendWords } from './backends.js';
import { checkWords } from './checks.js';
import { hostWords } from './host.js';
import { readingWords } from './reading.js';
import { shapeWords } from './shape.js';
import { suppressionWords } from './suppressions.js';
import { switchWords } from './switch.js';
import { testWords } from './tests.js';

/**
 * Every code: VG1xx reading, VG2xx shape and values, VG3xx meaning, VG4xx what a backend can carry, VG5xx the switch,
 * VG6xx tests of a policy, VG7xx suppressions, and from VG750 on what is handed over for one host.
 */
export const words = {
  ...readingWords,
  ...shapeWords,
  ...checkWords,
  ...backendWords,
  ...hostWords,
  ...switchWords,
  ...suppressionWords,
  ...testWords,
} as const;

export type Words = typeof words;
export type Code = keyof Words;
/** What each code's sentences are about. */
export type ArgsByCode = { readonly [C in Code]: Parameters<Words[C]['what']>[0] };
