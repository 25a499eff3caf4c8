import type { Applied } from '../plan/applied.js';
import { type Ban, banText } from './ban.js';

/** A ban by hand, as `bans add` has written it down: until when, in seconds of the epoch, and why. */
export interface HandBan {
  readonly source: string;
  readonly until: number;
  readonly reason: string;
}

/** Seconds by which what the kernel has left may differ from what was written down. */
const TOLERANCE = 10;

/** `SOURCE UNTIL REASON` a line. What is not of this form is passed over. */
export function readHand(text: string): ReadonlyMap<string, HandBan> {
  const lines = text.matchAll(/^([0-9a-f.:/]+) (\d{1,12})(?: (.*))?$/gm);
  return new Map(
    [...lines].map(([, source = '', until, reason = '']) => [
      source,
      { source, until: Number(until), reason },
    ]),
  );
}

/** The record of this very ban: one that a rule has set anew ends at another moment, and is the rule's. */
export function handBanOf(ban: Ban, hand: ReadonlyMap<string, HandBan>, now: number): HandBan | undefined {
  const found = hand.get(banText(ban));
  return found !== undefined && Math.abs(found.until - now - ban.left) <= TOLERANCE ? found : undefined;
}

export type Reason =
  | { readonly kind: 'hand'; readonly text: string }
  /** One of these causes of `sip.bans`, as far as its time tells; none where no cause has such a time. */
  | {
      readonly kind: 'rule';
      readonly causes: readonly string[];
      /** The signatures that were found, where that is a cause. */
      readonly signatures: readonly string[];
    };

/**
 * All bans are in one set, so that a packet is looked up once, and the set does not say why. The rule that bans writes down whom, which is
 * the exact cause as long as it is kept. Beyond that nftables tells the time that a ban was given, which is that of its cause; ipset tells what
 * is left, which no cause with less can have given. `noted`: the ids of the rules that have written this source down.
 */
export function reasonOf(
  { left, of }: Ban,
  hand: HandBan | undefined,
  { bans, rules }: Pick<Applied, 'bans' | 'rules'>,
  noted: readonly string[] = [],
): Reason {
  if (hand !== undefined) return { kind: 'hand', text: hand.reason };
  const times = bans.filter(({ seconds }) => (of === undefined ? seconds >= left : seconds === of));
  const fits = [...new Set(times.map(({ cause }) => cause))];
  const banned = noted.flatMap((id) => {
    const path = rules.get(id) ?? '';
    return id.startsWith('ban.') && path.startsWith('sip.bans.') ? [path.slice('sip.bans.'.length)] : [];
  });
  const exact = fits.filter((cause) => banned.includes(cause));
  const causes = exact.length > 0 ? exact : fits;
  return { kind: 'rule', causes, signatures: causes.includes('signature') ? signaturesOf(noted) : [] };
}

/** `strangers.signatures.sipvicious.2`: the second text of one; `strangers.spelled.sipvicious`: its header was spelled in another way. */
const signaturesOf = (noted: readonly string[]): readonly string[] => [
  ...new Set(
    noted
      .flatMap((id) => /^\w+\.(?:signatures|spelled)\.([^.]+)(?:\.\d+)?$/.exec(id)?.[1] ?? [])
      .filter((id) => id !== 'search'),
  ),
];

const causeWords: Readonly<Record<string, string>> = {
  challenged: 'challenged: too many answers of 401 or 407, as for passwords that are guessed',
  refused: 'refused: too many answers of 403 or 404',
  flood: 'flood: too many packets that were refused',
};

/** `signature friendly-scanner`, `challenged: ...`, `challenged or refused`, `by hand: scanned us`. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'hand':
      return reason.text === '' ? 'by hand' : `by hand: ${reason.text}`;
    case 'rule': {
      const { causes, signatures } = reason;
      const named = (cause: string) =>
        cause === 'signature' && signatures.length > 0 ? `signature ${signatures.join(', ')}` : cause;
      const [only = ''] = causes;
      if (causes.length === 0) return 'not known';
      return causes.length === 1
        ? (causeWords[only] ?? named(only))
        : `${causes.slice(0, -1).map(named).join(', ')} or ${named(causes.at(-1) ?? '')}`;
    }
  }
}
