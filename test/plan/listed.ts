import { readFileSync } from 'node:fs';

/** A file of test/plan/listings. */
export const listed = (file: string): string =>
  readFileSync(new URL(`listings/${file}`, import.meta.url), 'utf8');
