import type { Verb } from '../plan.js';

/** What stands before a change. */
export const signs: Readonly<Record<Verb, string>> = { add: '+', change: '~', remove: '-', move: '>' };
