/** Rules written by hand, in the form in which `compile` writes them. */
export function nftArtifact(rules: string, sets = ''): ReadonlyMap<string, string> {
  const chain = `chain pre {\ntype filter hook prerouting priority raw;\n${rules}\n}\n`;
  return new Map([['nftables.nft', `table inet lab {\n${sets}\n${chain}}\n`]]);
}

/** The same rules for both families, unless IPv6 has its own. */
export function iptablesArtifacts(rules: readonly string[], rules6 = rules): ReadonlyMap<string, string> {
  return new Map([
    ['iptables.rules', rawTable(rules)],
    ['ip6tables.rules', rawTable(rules6)],
  ]);
}

function rawTable(rules: readonly string[]): string {
  const lines = rules.map((rule) => `-A LAB-PRE ${rule}`);
  const hook = '-I PREROUTING 1 -m comment --comment "vg:hook.prerouting" -j LAB-PRE';
  return ['*raw', ':LAB-PRE - [0:0]', ...lines, hook, 'COMMIT', ''].join('\n');
}
