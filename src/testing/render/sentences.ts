import { placeText } from '../../diagnostics/render/text.js';
import { visible } from '../../diagnostics/visible.js';
import type { ToldFailure, ToldPacket, ToldTest } from '../outcome.js';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Not played, or not in their time. */
  readonly skipped: number;
}

export function countTests(tests: readonly ToldTest[]): Counts {
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const skipped = tests.filter(({ unplayed }) => unplayed !== undefined).length;
  return { passed: tests.length - failed - skipped, failed, skipped };
}

/** `delivered: expected 14..16, got 20 of 100`, and the step where that is not the first. */
export function failureSentence({ step, what, expected, got }: ToldFailure): string {
  const where = step === 0 ? '' : ` (step ${step + 1})`;
  return visible(`${what}${where}: expected ${expected}, got ${got}`);
}

/** `packet 11, 100 ms after the start, 192.0.2.201:5060: dropped` */
export function packetSentence({ number, at, peer, delivered }: ToldPacket): string {
  const { address, port } = peer;
  const end = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return `packet ${number}, ${milliseconds(at)} ms after the start, ${end}: ${delivered ? 'delivered' : 'dropped'}`;
}

/** `strangers.REGISTER.source.REGISTER, policy.yaml:40:17` */
export function ruleSentence({ rule, isUnnamed }: ToldPacket): string {
  if (isUnnamed) return 'what the kernel does not say; the evaluator decides otherwise';
  if (rule === undefined) return 'no rule: nothing of ours was about it';
  return `${rule.id}, ${rule.location === undefined ? 'a default' : placeText(rule.location)}`;
}

/** At most three digits behind the point. */
const milliseconds = (at: number): string => String(Math.round(at * 1000) / 1000);
