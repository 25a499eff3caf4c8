import { countingWords } from './backends/counting.js';
import { nameWords } from './backends/names.js';
import { olderWords } from './backends/older.js';
import { platformWords } from './backends/platform.js';
import { searchWords } from './backends/search.js';

/** VG4xx: what a backend or a platform cannot carry as it was asked, and what stands in for it. */
export const backendWords = {
  ...platformWords,
  ...olderWords,
  ...searchWords,
  ...countingWords,
  ...nameWords,
} as const;
