import { entry } from './entry.js';

export const checkWords = {
} as const;
