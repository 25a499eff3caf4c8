import type { Ruleset } from '../../ruleset/ruleset.js';
import { header } from '../header.js';
import { lookup } from '../lookup.js';
import { reach } from '../reach.js';
import { TABLE } from './emit-nftables.js';
import { openBlock } from './fold.js';
import { identifier } from './identifier.js';
import { nftQuote } from './quote.js';
import { ruleLines } from './rule.js';

/**
 * The rules at network devices, in a file of their own: nft refuses a chain at a device that is not there, and at boot a
 * bond or a VLAN may come later than the firewall. Without this file everything holds, and a banned source costs more.
 * `undefined` where the ruleset has none.
 */
export function emitIngress(ruleset: Ruleset): string | undefined {
  const chain = ruleset.chains.find(({ hook }) => hook === 'ingress');
  if (chain === undefined) return undefined;
  const name = identifier(chain.name);
  const hooks = reach(ruleset)(chain.id);
  const devices = ruleset.devices.map(nftQuote).join(', ');
  const rules = chain.rules.flatMap((rule) => ruleLines(rule, lookup(ruleset), hooks));
  const declared = `type filter hook ingress devices = { ${devices} } priority -500; policy accept;`;
  return [
    header(ruleset, [
      'Load after nftables.nft, once the devices are there, and again after each load of it: nft -f THIS_FILE',
      'Drops banned sources where they come in. Without it they are dropped a little later.',
    ]),
    `${TABLE} {\n${openBlock(chain.name, [declared])}}\n`,
    `flush chain ${TABLE.replace('table ', '')} ${name}\n`,
    `${TABLE} {\n${openBlock(chain.name, rules)}}\n`,
  ].join('');
}
