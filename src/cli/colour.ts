import type { Io, Writer } from './io.js';

/**
 * Whether to colour: as asked, else not with NO_COLOR set to anything but nothing (no-color.org) nor on a
 * terminal that says it is dumb, else where the writer is a terminal.
 */
export function inColour(asked: boolean | undefined, { env }: Io, writer: Writer): boolean {
  if (asked !== undefined) return asked;
  return (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb' && writer.isTty;
}
