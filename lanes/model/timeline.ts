/** A number from 0 up to 1, the next of a seed's row (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Event {
  readonly at: number;
  /** What was planned first comes first, where two have the same time. */
  readonly order: number;
  readonly happen: () => void;
}

const before = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** Time that passes only by what happens in it: a trial of a minute takes as long as its packets take to be judged. */
export class Timeline {
  /** Milliseconds. */
  now = 0;
  /** A heap: each event before the two at twice its place. */
  readonly #events: Event[] = [];
  #planned = 0;

  plan(at: number, happen: () => void): void {
    const event = { at, order: this.#planned++, happen };
    const events = this.#events;
    let place = events.push(event) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = events[above];
      if (other === undefined || !before(event, other)) break;
      events[place] = other;
      place = above;
    }
    events[place] = event;
  }

  /** @param end Milliseconds; what is planned for later does not happen. */
  run(end: number): void {
    for (let event = this.#next(); event !== undefined && event.at <= end; event = this.#next()) {
      this.now = event.at;
      event.happen();
    }
  }

  #next(): Event | undefined {
    const events = this.#events;
    const [first] = events;
    const last = events.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [events[left], events[left + 1]];
      const next = one !== undefined && other !== undefined && before(other, one) ? left + 1 : left;
      const child = events[next];
      if (child === undefined || !before(child, last)) break;
      events[place] = child;
      place = next;
    }
    events[place] = last;
    return first;
  }
}
