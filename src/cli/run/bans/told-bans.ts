import { handBanOf, readHand } from '../../../bans/hand.js';
import type { ToldBan } from '../../../bans/list-text.js';
import { reasonOf } from '../../../bans/reason.js';
import { sourceText } from '../../../bans/source-text.js';
import { readBanSets } from '../../../host/live/read-ban-sets.js';
import { notedOn } from '../../../host/live/read-noted.js';
import type { Address } from '../../../net/address.js';
import type { OpenBans } from './open-bans.js';

/** Who is banned, each with the reason as far as it can be told; in words, why that cannot be read. */
export async function toldBans({
  machine,
  state,
  applied,
  backend,
  sets,
}: Pick<OpenBans, 'machine' | 'state' | 'applied' | 'backend' | 'sets'>): Promise<
  readonly ToldBan[] | string
> {
  const bans = await readBanSets(machine, backend, sets);
  if (typeof bans === 'string') return bans;
  const clock = await machine.run('date', ['+%s']);
  const now = clock.kind === 'done' ? Number(clock.output) : Number.NaN;
  const hand = readHand(state.hand);
  const noted = await notedOn(machine, applied);
  const rulesOf = (ban: Address) =>
    noted.flatMap(({ rule, address }) => (sourceText(address) === sourceText(ban) ? [rule] : []));
  return bans.map((ban) => ({
    ...ban,
    reason: reasonOf(ban, handBanOf(ban, hand, now), applied, rulesOf(ban.address)),
  }));
}
