import { placeText } from '../../diagnostics/render/text.js';
import { visible } from '../../diagnostics/visible.js';
import type { MutationOutcome } from '../mutation/survivors.js';
import { type ToldFailure, type ToldTest, unplayedText } from '../outcome.js';
import { countTests, failureSentence, packetSentence, ruleSentence } from './sentences.js';

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
  const { packet, location, why } = failure;
  return [
    `  ${failureSentence(failure)}`,
    ...(location === undefined ? [] : [`    expected at ${placeText(location)}`]),
    ...(packet === undefined
      ? []
      : [`    differs: ${packetSentence(packet)}`, `    decided by ${ruleSentence(packet)}`]),
    ...(why === undefined ? [] : [`    ${why}`]),
  ];
}

/** How many weakened rules the tests noticed, and what no test protects: a line for each rule and limit. */
export function renderMutants(
  { backend, mutants, survivors }: MutationOutcome,
  profile: string | undefined,
): string {
  const over = profile === undefined ? '' : `, ${visible(profile)}`;
  const noticed = `${mutants - survivors.length} of ${mutants} weakened rules are noticed by a test (${backend}${over})`;
  const about = [...new Set(survivors.map((one) => one.about))];
  const lines = about.map((name) => {
    const ways = survivors.filter((one) => one.about === name).map(({ how }) => how);
    return `  ${visible(name)}: ${ways.join('; ')}`;
  });
  return [noticed, ...lines].map((line) => `${line}\n`).join('');
}
