import { nearest } from '../../validate/nearest.js';

/** `; did you mean lint?`, or nothing where no word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  return guess === undefined ? '' : `; did you mean ${guess}?`;
}
