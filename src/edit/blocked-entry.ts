/** An address or network to be blocked, in canonical form, and what a comment says of it: one line of printable ASCII. */
export interface BlockedEntry {
  readonly entry: string;
  readonly comment: string;
}

/** YAML takes an IPv6 address in brackets, or with a colon behind it, for a key. */
export const yamlEntry = ({ entry }: BlockedEntry): string => (entry.includes(':') ? `"${entry}"` : entry);

/** `\r\n` where the text has it. */
export const endOfLine = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
