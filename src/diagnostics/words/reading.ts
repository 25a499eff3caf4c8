import { entry } from './entry.js';

export const readingWords = {
} as const;
