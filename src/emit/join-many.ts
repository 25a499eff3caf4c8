const AT_ONCE = 4096;

export interface Joined {
  readonly text: string;
  /** How many texts there were. */
  readonly count: number;
}

/**
 * Joins up to millions of short texts. A list of them all would take four times the room of the result, and so the
 * result is put together from texts of medium length, which V8 only copies when somebody reads it.
 */
export function joinMany(texts: Iterable<string>, separator: string): Joined {
  let joined = '';
  let count = 0;
  let waiting: string[] = [];
  for (const text of texts) {
    count++;
    if (waiting.push(text) < AT_ONCE) continue;
    joined += waiting.join(separator) + separator;
    waiting = [];
  }
  const text =
    waiting.length > 0 ? joined + waiting.join(separator) : joined.slice(0, joined.length - separator.length);
  return { text, count };
}
