import type { Io } from '../../io.js';

/** What the operator wishes: without a terminal nobody is asked, and the command that confirms has been shown. */
export async function isKept(yes: boolean, isVoid: AbortSignal, io: Io): Promise<'yes' | 'no' | 'unsaid'> {
  if (yes) return 'yes';
  if (!io.isInteractive) return 'unsaid';
  for (;;) {
    io.stderr.write('Or type yes to confirm from here over a new connection, no to go back: ');
    const typed = await io.ask(isVoid);
    if (typed === undefined) return 'unsaid';
    const word = typed.trim().toLowerCase();
    if (word === 'yes' || word === 'no') return word;
  }
}
