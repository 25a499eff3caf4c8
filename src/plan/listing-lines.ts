/** Which tool has printed a listing: iptables-save puts a backslash before a quote within quotes, nft and ipset do not. */
export type Quoting = 'iptables' | 'nft' | 'ipset';

/** A comment holds 255 bytes. What is open for longer is no comment that a line break has cut. */
const MOST_BREAKS = 256;

/**
 * The rules, sets and tables of a listing, each in one line. What an operator has written between quotes may hold a line break, and
 * the tools print it as it is (iptables-save 1.8.9, nft 1.0.6, ipset 7.17): what follows would look like a line of its own. Here
 * it is a blank. As `whole_lines` of install.sh does it.
 */
export function listingLines(text: string, quoting: Quoting): readonly string[] {
  const lines = text.split('\n');
  if (!text.includes('"')) return lines;
  const whole: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const end = isOpen(line, quoting) ? closing(lines, at, quoting) : at;
    whole.push(end === at ? line : lines.slice(at, end + 1).join(' '));
    at = end;
  }
  return whole;
}

/** Where the quotes are closed that stand open at the end of this line; the line itself where they are not. */
function closing(lines: readonly string[], from: number, quoting: Quoting): number {
  for (let at = from + 1; at < lines.length && at - from <= MOST_BREAKS; at++)
    if (isOpen(lines[at] ?? '', quoting)) return at;
  return from;
}

/** Older tools print what is searched for, and the prefix of NFLOG, without a backslash before a quote. */
const unescaped = /--string ".*" --algo|--nflog-prefix ".*"/g;

function isOpen(line: string, quoting: Quoting): boolean {
  if (!line.includes('"')) return false;
  const plain = quoting === 'iptables' ? line.replace(unescaped, '').replace(/\\./g, '') : line;
  return (plain.split('"').length - 1) % 2 === 1;
}

/** What stands in our table, of a listing in the words of nft that may have other tables. */
export function ourTableText(text: string): string {
  // What `nft list set` prints has no other table, and may be long.
  if (!/^table (?!inet vosguard \{)/m.test(text)) return text;
  let isOurs = false;
  return listingLines(text, 'nft')
    .filter((line) => {
      if (line.startsWith('table ')) isOurs = line.startsWith('table inet vosguard {');
      return isOurs;
    })
    .join('\n');
}
