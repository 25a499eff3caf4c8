import type { TestMessage } from '../../../policy/policy-test.js';
import { messageBytes } from '../../../testing/message.js';

/** Messages that are numbered stand in memory one by one; of more than this, all are the same. */
const MOST_NUMBERED = 20_000;

/** As long as the `test` of the evaluator's messages, so that sizes are the same. */
const DIGITS = 4;
const BASE = 36;

const idOf = (number: number): string => number.toString(BASE).padStart(DIGITS, '0');

/** What the packets of a step carry, in base64: each its number in Call-ID from 1 on, or all the same where they have none. */
export function payloadsOf(message: TestMessage, count: number): readonly string[] {
  const base64 = (id?: string) => Buffer.from(messageBytes(message, id)).toString('base64');
  if (message.kind === 'raw' || count > MOST_NUMBERED) return [base64()];
  return Array.from({ length: count }, (_, index) => base64(idOf(index + 1)));
}

/** The number that a message carries; `undefined` where it has none. */
export const numberOf = (id: string): number | undefined =>
  /^[0-9a-z]{4}$/.test(id) && id !== 'test' ? Number.parseInt(id, BASE) : undefined;
