import { entry } from './entry.js';

export const shapeWords = {
} as const;
