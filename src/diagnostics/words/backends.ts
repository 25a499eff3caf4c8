import { entry } from './entry.js';

export const backendWords = {
} as const;
