import type { Side } from './link.js';

/** An agent did not read its sockets fast enough: a failure of the laboratory, not a rule's work. */
export class LostDatagrams extends Error {
  constructor(side: Side, count: number) {
    super(`the ${side} was too slow and lost ${count} datagrams: send slower`);
  }
}
