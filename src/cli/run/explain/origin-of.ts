import type { Compiled } from '../../../compile.js';
import { locate } from '../../../diagnostics/locate.js';
import { placeText } from '../../../diagnostics/render/place-text.js';
import { visible } from '../../../diagnostics/visible.js';
import { nodeAt, placeOf } from '../../../parse/document.js';
import { pathText } from '../../../policy/path.js';
import type { Rule } from '../../../ruleset/ruleset.js';

/** Where the policy asks for a rule: `sip.bans.flood, policy.yaml:12:5`, or that a default does. */
export function originOf({ origin }: Rule, { document: { root } }: Compiled): string {
  if (origin.length === 0) return 'none: it is there whatever the policy says';
  const node = nodeAt(root, origin);
  const place =
    node?.span === undefined ? undefined : placeOf(root, origin, node.kind === 'map' ? 'key' : 'value');
  const at = place === undefined ? 'a default, which no file says' : placeText(locate(place));
  return `${visible(pathText(origin))}, ${at}`;
}
