import { Chalk, type ChalkInstance } from 'chalk';
import type { Diagnostic, Place, Severity } from '../diagnostic.js';
import { countTold, inOrder, moreText, shownOf, type Told, type ToldRelated } from '../order.js';
import type { Location } from '../position.js';
import { inert, visible } from '../visible.js';
import { type Frame, frame } from './frame.js';
import { placeText, wrap } from './text.js';

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** `2 errors, 1 warning in policy.yaml`. */
function summary(told: readonly Told[]): string {
  const counts = countTold(told);
  const parts = severities.filter((one) => counts[one] > 0).map((one) => plural(counts[one], one));
  return `${parts.join(', ')}${where(told)}`;
}

function where(told: readonly Told[]): string {
  const paths = new Set(told.flatMap(({ location }) => location?.path ?? []));
  const [only] = paths;
  if (only === undefined) return '';
  return paths.size === 1 ? ` in ${visible(only)}` : ` in ${paths.size} files`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The findings for a person at a terminal: each with a frame of source, why it matters and what to write
 * instead, and a summary at the end. Empty where nothing was found.
 */
export function renderPretty(
  findings: readonly Diagnostic[],
  { colour }: { readonly colour: boolean },
): string {
  const all = inOrder(findings);
  const { told, more } = shownOf(all);
  if (told.length === 0) return '';
  const paint = new Chalk({ level: colour ? 1 : 0 });
  const rest = more.length === 0 ? [] : [wrap(moreText(more), '', '  ')];
  return inert(
    `${[...told.map((one) => findingText(one, paint)), ...rest, paint.bold(summary(all))].join('\n\n')}\n`,
  );
}

/** One finding as a terminal without colours shows it. */
export const findingInFull = (finding: Diagnostic): string =>
  inert(
    inOrder([finding])
      .map((one) => findingText(one, new Chalk({ level: 0 })))
      .join('\n\n'),
  );

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

function findingText(
  { finding, severity, title, what, why, instead, ...told }: Told,
  paint: ChalkInstance,
): string {
  const mark = paint[colours[severity]];
  return [
    `${mark.bold(`${severity} ${finding.code}`)}${paint.bold(`: ${title}`)}`,
    ...(finding.place && told.location ? placeLines(finding.place, told.location, paint, mark) : []),
    wrap(what, '  ', '  '),
    wrap(why, '  why: ', '    '),
    wrap(instead, '  instead: ', '    '),
    ...told.related.flatMap((related) => relatedLines(related, paint)),
  ].join('\n');
}

function relatedLines({ place, location, label }: ToldRelated, paint: ChalkInstance): readonly string[] {
  return [wrap(visible(label), '  see: ', '    '), ...placeLines(place, location, paint, paint.blue)];
}

/** A list's text is not kept, so its places have no frame. */
function placeLines(
  place: Place,
  location: Location,
  paint: ChalkInstance,
  mark: ChalkInstance,
): readonly string[] {
  const arrow = `  ${paint.blue('-->')} ${placeText(location)}`;
  if (!('start' in place) || place.file.text === '') return [arrow];
  return [arrow, ...frameLines(frame(place, location.start), paint, mark)];
}

function frameLines(
  { before, number, line }: Frame,
  paint: ChalkInstance,
  mark: ChalkInstance,
): readonly string[] {
  const width = String(number).length;
  const gutter = (label: string | number) => paint.blue(`${String(label).padStart(width)} |`);
  return [
    gutter(''),
    ...(before ? [`${gutter(before.number)} ${before.text}`] : []),
    `${gutter(number)} ${line.text}`,
    `${gutter('')} ${' '.repeat(line.indent)}${mark('^'.repeat(line.carets))}`,
  ];
}
