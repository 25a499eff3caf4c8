import { placeText } from '../../diagnostics/render/place-text.js';
import { visible } from '../../diagnostics/visible.js';
import type { ToldFailure, ToldTest } from '../tell.js';
import { failureSentence, packetSentence, ruleSentence } from './sentences.js';

/** For a person at a terminal: a line for each test, what failed below it, and a count. */
export function renderPretty(tests: readonly ToldTest[]): string {
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const end = failed === 0 ? `${tests.length} passed` : `${failed} of ${tests.length} failed`;
  return `${[...tests.map(testText), end].join('\n')}\n`;
}

function testText({ name, backend, profile, failures }: ToldTest): string {
  const over = profile === undefined ? '' : `, ${visible(profile)}`;
  const line = `${failures.length === 0 ? 'ok    ' : 'FAILED'} ${visible(name)} (${backend}${over})`;
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
