import type { Origin, Source } from '../catalogue/fact.js';
import { gradeText } from '../catalogue/text.js';
import { type Block, list, type Piece, strong } from './worksheet.js';

/** Letters for the sources that a sheet cites, in the order in which it does. */
export interface Citations {
  /** What a fact is worth and where it stands: `said by guides (B)`; what is unverified stands out. */
  readonly cite: (origin: Origin) => readonly Piece[];
  readonly blocks: () => readonly Block[];
}

export function citations(): Citations {
  const cited: Source[] = [];
  const letterOf = (source: Source): string => {
    if (!cited.includes(source)) cited.push(source);
    return letters(cited.indexOf(source));
  };
  return {
    cite: ({ grade, source }) => {
      const letter = ` (${letterOf(source)})`;
      return grade === 'unverified' ? [strong('UNVERIFIED'), letter] : [`${gradeText[grade]}${letter}`];
    },
    blocks: () => [
      list(...cited.map((source, at) => [`(${letters(at)}) ${source.title}: `, { link: source.address }])),
    ],
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A to Z, then AA and so on: no number on a sheet is one of ours. */
function letters(index: number): string {
  const rest = Math.floor(index / alphabet.length);
  return `${rest === 0 ? '' : letters(rest - 1)}${alphabet[index % alphabet.length]}`;
}
