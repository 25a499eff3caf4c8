import type { Applied } from '../plan/applied.js';
import type { Ban } from './ban.js';
import type { HandBan } from './hand.js';

export type Reason =
  | { readonly kind: 'hand'; readonly text: string }
  /** One of these causes of `sip.bans`, as far as its time tells; none where no cause has such a time. */
  | { readonly kind: 'rule'; readonly causes: readonly string[] };

/**
 * All bans are in one set, so that a packet is looked up once, and the set does not say why. nftables tells the time that a ban was
 * given, which is that of its cause; ipset tells what is left, which no cause with less can have given.
 */
export function reasonOf(
  { left, of }: Ban,
  hand: HandBan | undefined,
  { bans }: Pick<Applied, 'bans'>,
): Reason {
  if (hand !== undefined) return { kind: 'hand', text: hand.reason };
  const fits = bans.filter(({ seconds }) => (of === undefined ? seconds >= left : seconds === of));
  return { kind: 'rule', causes: fits.map(({ cause }) => cause) };
}

/** `flood`, `challenged or refused`, `by hand: scanned us`. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'hand':
      return reason.text === '' ? 'by hand' : `by hand: ${reason.text}`;
    case 'rule': {
      const { causes } = reason;
      if (causes.length === 0) return 'not known';
      return causes.length === 1
        ? (causes[0] ?? '')
        : `${causes.slice(0, -1).join(', ')} or ${causes.at(-1)}`;
    }
  }
}
