import { placeText } from '../../diagnostics/render/place-text.js';
import { visible } from '../../diagnostics/visible.js';
import type { ToldFailure, ToldTest } from '../tell.js';
import { unplayedText } from '../unplayed.js';
import { countTests } from './counts.js';
import { failureSentence, packetSentence, ruleSentence } from './sentences.js';

/** For a person at a terminal: a line for each test, what failed below it, and a count. */
export function renderPretty(tests: readonly ToldTest[]): string {
  const { passed, failed, skipped } = countTests(tests);
  const counted = failed === 0 ? `${passed} passed` : `${failed} of ${tests.length} failed`;
  const end = skipped === 0 ? counted : `${counted}, ${skipped} not played`;
  return `${[...tests.map(testText), end].join('\n')}\n`;
}

function testText({ name, backend, profile, failures, unplayed }: ToldTest): string {
  const over = profile === undefined ? '' : `, ${visible(profile)}`;
  const mark = unplayed !== undefined ? '-     ' : failures.length === 0 ? 'ok    ' : 'FAILED';
  const why = unplayed === undefined ? '' : `: ${visible(unplayedText(unplayed))}`;
  const line = `${mark} ${visible(name)} (${backend}${over})${why}`;
  return [line, ...failures.flatMap(failureLines)].join('\n');
}

function failureLines(failure: ToldFailure): readonly string[] {
  const { packet, location } = failure;
  return [
    `  ${failureSentence(failure)}`,
    ...(location === undefined ? [] : [`    expected at ${placeText(location)}`]),
    ...(packet === undefined
      ? []
      : [`    differs: ${packetSentence(packet)}`, `    decided by ${ruleSentence(packet)}`]),
  ];
}
