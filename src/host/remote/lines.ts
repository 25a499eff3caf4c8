export interface Lines {
  readonly add: (text: string) => void;
  /** Gives out what has come without an end of line. */
  readonly finish: () => void;
}

/** Puts pieces of text together into lines. ssh ends its own with CR LF. */
export function lines(onLine: (line: string) => void): Lines {
  let begun = '';
  const give = (line: string) => onLine(line.replace(/\r$/, ''));
  return {
    add: (text) => {
      const [first = '', ...more] = text.split('\n');
      begun += first;
      for (const next of more) {
        give(begun);
        begun = next;
      }
    },
    finish: () => {
      if (begun !== '') give(begun);
      begun = '';
    },
  };
}
