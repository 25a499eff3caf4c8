import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import { type Legal, legalize } from './legalize.js';

/** For a backend that takes one family at a time. */
export interface EachFamily {
  readonly ipv4: Legal;
  readonly ipv6: Legal;
}

export function legalizeEach(ruleset: Ruleset, can: Capabilities): EachFamily {
  return { ipv4: legalize(ruleset, can, 'ipv4'), ipv6: legalize(ruleset, can, 'ipv6') };
}
