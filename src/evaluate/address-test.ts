import { contains } from '../net/address-set.js';
import type { Match } from '../ruleset/match.js';
import type { Builder } from './builder.js';
import { nanoseconds } from './clock.js';
import { learnedKey, sideOf } from './keys.js';
import type { Compiled } from './program.js';

type Asked = Extract<Match, { kind: 'address' }>;

/** Whether an address, or for what was learned its source, is in a set. */
export function addressTest({ side, set, negate }: Asked, { find }: Builder): Compiled {
  const declared = find.set(set);
  switch (declared.kind) {
    case 'static': {
      const { addresses } = declared;
      return ({ packet }) => contains(addresses, sideOf(packet, side)) !== negate;
    }
    case 'clock': {
      const lasts = nanoseconds(declared.lasts);
      return ({ clock }) => clock.reached(clock.tick - lasts) === negate;
    }
    // Rules fill it, and none asks it.
    case 'noted':
      return () => negate;
    case 'learned': {
      const table = find.learned(set);
      const keyOf = learnedKey(declared, side);
      return {
        holds: ({ packet, clock }) => table.finds(keyOf(packet), clock) !== negate,
        look: ({ packet, clock }) => table.look(keyOf(packet), clock),
      };
    }
  }
}
