const longest = 60;

/** The user's text between backticks, cut where it is long. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 4 * longest)];
  return `\`${characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text}\``;
}

/** `a`, `b` or `c`. */
export function alternatives(texts: readonly string[]): string {
  const all = texts.map(quoted);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}
