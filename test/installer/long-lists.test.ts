import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/** A long `from` of a service for each family, and a short one; the kernel knows single addresses of them. */
const begin = () => `set -u
at='${folder()}' STATE="$at" WORK="$at" LOG="$at/log" ROOT= COMMAND=bans WORDS= BACKEND=nftables
mkdir -p "$WORK/lists"
${partsText('30-sets.sh', '58-known.sh', '88-sources.sh', '98-sets.sh', '98-sets-changed.sh')}
${functionText('list_file')}
refuse() { echo "REFUSED: $1"; exit 3; }; usage_fault() { refuse "$1"; }; connection() { :; }; say() { echo "$1"; }
printf '%s\\n' '4 static - services.web4 0 0 services.web policy.yaml:4' '6 static - services.web6 0 0 services.web policy.yaml:4' > "$at/told"
printf '%s\\n' 'services.web4 3 sum4' 'services.web6 1 sum6' > "$WORK/lists/live"
printf '%s\\n' 198.51.100.77 203.0.113.0/25 192.0.2.10-192.0.2.12 > "$WORK/lists/sum4"
echo 2001:db8:9:5::1 > "$WORK/lists/sum6"
holds() { case $2 in 198.51.100.77 | 192.0.2.1[0-2] | 203.0.113.5) ;; *) return 1 ;; esac; }
list() { split_subnets services; if [ -s "$WORK/sources" ]; then take_out_spared services; fi; }
named() { WHOLE_SUBNETS=yes; named_sources "$@"; cp "$WORK/sources" "$at/named"; }
`;

describe.each(shells)('%s: a long list', (...shell) => {
  const run = (script: string) => {
    const { out, said } = runShell(shell, begin() + script);
    return out + said;
  };

  test('spares whoever of it is in a subnet, wherever there', () => {
    const of = (subnet: string, spared: string) =>
      run(
        `named ${subnet}; list; cat "$WORK/subnets"; wc -l < "$WORK/sources" | tr -d ' '; grep -c ' ${spared} ' "$WORK/sources" || :`,
      );
    expect(of('198.51.100.0/24', '198.51.100.77')).toBe('255\n0\n');
    expect(of('192.0.2.0/24', '192.0.2.11')).toBe('253\n0\n');
    expect(of('198.51.101.0/24', '198.51.100.77')).toBe('4 198.51.101.0/24 198.51.101.0/24\n0\n0\n');
    expect(of('2001:db8:8::/48', '2001:db8:9:5::')).toBe('6 2001:db8:8::/48 2001:db8:8::/48\n0\n0\n');
  });

  test('spares a /64 of which it has one address, and a single one', () => {
    expect(run('named 2001:db8:9:5::99 198.51.100.77 198.51.100.78; list; cat "$WORK/sources"')).toBe(
      '4 198.51.100.78 198.51.100.78\n',
    );
  });

  test('whose entries are gone refuses, for nobody knows whom it spares', () => {
    expect(run('rm "$WORK/lists/sum4"; named 198.51.100.0/24; list')).toBe(
      'REFUSED: the lists of the policy cannot be read\n',
    );
  });
});
