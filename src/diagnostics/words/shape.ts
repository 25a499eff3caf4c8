import { addressWords } from './shape/addresses.js';
import { listWords } from './shape/lists.js';
import { structureWords } from './shape/structure.js';
import { valueWords } from './shape/values.js';

/** VG20x: keys and kinds of values. VG21x: texts of values. VG22x and VG23x: addresses, groups and list files. */
export const shapeWords = { ...structureWords, ...valueWords, ...addressWords, ...listWords } as const;
