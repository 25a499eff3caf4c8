import { pathText } from '../policy/path.js';
import { holdingWords } from '../ruleset/legend.js';
import type { ConnectionTable, Meter, MeterKey, SetDeclaration } from '../ruleset/ruleset.js';

const eachWords: { readonly [K in MeterKey]: string } = {
  source: 'each source',
  port: 'each port of a source',
  destination: 'each destination',
  both: 'each source and destination',
  subnet: 'each subnet',
  all: 'all together',
};

/** What a meter or a table counts, by the policy's key and by whom: for a comment. */
export const counts = ({ origin, key }: Meter | ConnectionTable): string =>
  plain(origin.length === 0 ? eachWords[key] : `${pathText(origin)}, ${eachWords[key]}`);

/** What a set holds: for a comment. */
export function means(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return plain(pathText(set.origin));
    case 'learned':
      return holdingWords[set.holds];
    case 'clock':
      return plain(`${pathText(set.origin)}: holds every address until the time is over`);
    case 'noted':
      return 'refused sources, each with the number of the rule (noted in manifest.json)';
  }
}

/** Keys of a policy are checked words; a comment takes nothing for granted. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/gu, '?');
