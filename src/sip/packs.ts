import { attackTools1 } from './packs/attack-tools.js';
import { honestTools1, honestTools2 } from './packs/honest-tools.js';
import type { Pack } from './packs/pack.js';
import { publishedGuides1 } from './packs/published-guides.js';

/** Every version of every pack, oldest first. Two signatures of one id look for the same, in whatever pack. */
export const packs: readonly Pack[] = [attackTools1, publishedGuides1, honestTools1, honestTools2];

/** The version of a pack that its name alone stands for: the newest. */
const newest: ReadonlyMap<string, Pack> = new Map(packs.map((pack) => [pack.name, pack]));

/** A pack as a policy pins it: `attack-tools@1`. */
export const pinned = ({ name, version }: Pack): string => `${name}@${version}`;

const byReference: ReadonlyMap<string, Pack> = new Map([
  ...newest,
  ...packs.map((pack) => [pinned(pack), pack] as const),
]);

/** What `signatures.use` takes: names, which follow the newest version, and pinned versions. */
export const packReferences: readonly string[] = [...byReference.keys()];

export const packOf = (reference: string): Pack | undefined => byReference.get(reference);
