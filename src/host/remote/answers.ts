/** Longer than a mark with a status. */
const KEPT = 100;

export interface Answers {
  readonly add: (piece: string) => void;
  /** What has been said since the last answer. */
  readonly rest: () => string;
}

/**
 * Cuts what is printed into answers, each with what stood behind the mark. Where one has more than `most` characters, `onEndless` is
 * called once, and nothing more is kept.
 */
export function answers(
  mark: string,
  onAnswer: (text: string, status: string) => void,
  { most, onEndless }: { readonly most: number; readonly onEndless: () => void },
): Answers {
  const end = new RegExp(`\\n${mark}(?: ([^\\n]*))?\\n`);
  let pieces: string[] = [];
  let tail = '';
  let kept = 0;
  let isEndless = false;
  return {
    // A mark may come in two pieces, so the last ones are looked at together; all of it each time would be quadratic.
    add: (piece) => {
      if (isEndless) return;
      kept += piece.length;
      tail += piece;
      for (let found = end.exec(tail); found !== null; found = end.exec(tail)) {
        onAnswer(pieces.join('') + tail.slice(0, found.index), found[1] ?? '');
        pieces = [];
        tail = tail.slice(found.index + found[0].length);
        kept = tail.length;
      }
      if (kept > most) {
        isEndless = true;
        pieces = [];
        tail = '';
        onEndless();
        return;
      }
      if (tail.length < KEPT) return;
      pieces.push(tail.slice(0, -KEPT));
      tail = tail.slice(-KEPT);
    },
    rest: () => pieces.join('') + tail,
  };
}
