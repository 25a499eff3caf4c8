/**
 * Our nftables files as they can be loaded for a trial: lists without their elements, which are compared as addresses and may
 * be a million, and the chain at network devices at the loopback, since a trial has no others.
 */
export function bareRules(artifacts: ReadonlyMap<string, string>): string {
  const text = (file: string) => artifacts.get(file) ?? '';
  const rules = text('nftables.nft')
    .replace(/^\t\telements = \{[^}]*\}\n/gm, '')
    .replace(/^(\tset .*) elements = \{[^}]*\};/gm, '$1');
  return rules + text('ingress.nft').replace(/ devices = \{[^}]*\}/, ' devices = { "lo" }');
}
