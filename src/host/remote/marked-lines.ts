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

/** A connection that has begun, as the host sees it. */
export interface Begun {
  /** The private folder that its files go to. */
  readonly folder: string;
  /** SSH_CONNECTION; empty where the server tells none. */
  readonly connection: string;
}

export type RemoteEnd =
  | { readonly kind: 'ended'; readonly status: number }
  /** No connection, or no way to become root: ssh or the host has said why. */
  | { readonly kind: 'not-begun' }
  /** We have looked at the connection and want nothing to be done over it. */
  | { readonly kind: 'refused' }
  /** Nobody has told how the installer has ended. */
  | ({ readonly kind: 'lost' } & Begun);

export interface MarkedListeners {
  /** What the installer, ssh or the shell over there says. */
  readonly onWords: (line: string) => void;
  /** Before anything is sent. False: nothing will be. */
  readonly onBegun: (begun: Begun) => boolean;
  readonly onCopied: () => void;
}

export interface MarkedLines {
  readonly line: (line: string) => void;
  readonly isCopied: () => boolean;
  /** Once there are no more lines. */
  readonly end: () => RemoteEnd;
}

/** Tells the lines of our own script, which begin with a mark that nobody can guess, from everything else on its error output. */
export function markedLines(mark: string, { onWords, onBegun, onCopied }: MarkedListeners): MarkedLines {
  let begun: Begun | undefined;
  let isRefused = false;
  let isCopied = false;
  let status: number | undefined;
  return {
    line: (line) => {
      if (!line.startsWith(`${mark} `)) {
        if (!isRefused) onWords(line);
        return;
      }
      const [what, first = '', second = ''] = line.slice(mark.length + 1).split('\t');
      if (what === 'connected') {
        begun = { folder: first, connection: second };
        isRefused = !onBegun(begun);
      } else if (what === 'copied') {
        isCopied = true;
        onCopied();
      } else if (what === 'ended' && /^\d{1,3}$/.test(first)) status = Number(first);
    },
    isCopied: () => isCopied,
    end: () => {
      if (begun === undefined) return { kind: 'not-begun' };
      if (isRefused) return { kind: 'refused' };
      return status === undefined ? { kind: 'lost', ...begun } : { kind: 'ended', status };
    },
  };
}
