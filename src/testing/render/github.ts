import type { Location } from '../../diagnostics/position.js';
import { visible } from '../../diagnostics/visible.js';
import { type ToldFailure, type ToldTest, unplayedText } from '../outcome.js';
import { failureSentence, packetSentence, ruleSentence } from './sentences.js';

/** Workflow commands of GitHub Actions: an annotation for each failure at the line of what was expected. */
export function renderGithub(tests: readonly ToldTest[]): string {
  const failed = tests.filter(({ failures }) => failures.length > 0);
  const lines = failed.flatMap((test) => test.failures.map((failure) => commandText(test, failure)));
  const unplayed = tests.flatMap(warningText);
  return [...lines, ...unplayed, `${failed.length} of ${tests.length} failed`, ''].join('\n');
}

function commandText(test: ToldTest, failure: ToldFailure): string {
  const { location, packet } = failure;
  const more = packet === undefined ? '' : `; ${packetSentence(packet)}; decided by ${ruleSentence(packet)}`;
  return `::error ${properties(test, location)}::${data(`${failureSentence(failure)}${more}`)}`;
}

function warningText(test: ToldTest): readonly string[] {
  const { unplayed, location } = test;
  return unplayed === undefined
    ? []
    : [`::warning ${properties(test, location)}::${data(unplayedText(unplayed))}`];
}

function properties({ name, backend }: ToldTest, location: Location | undefined): string {
  const place =
    location === undefined
      ? []
      : [`file=${property(location.path)}`, `line=${location.start.line}`, `col=${location.start.column}`];
  return [...place, `title=${property(`${name} (${backend})`)}`].join(',');
}

/**
 * What the runner puts back (actions/toolkit, command.ts): in the message `%`, CR and LF, in properties `:` and `,` as well.
 * A colon in a property would end it; behind the second `::` colons mean nothing.
 */
const data = (text: string): string =>
  visible(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
