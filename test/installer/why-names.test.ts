import { writeFileSync } from 'node:fs';
import { folders, runShell, shells } from './run-shell.js';
import { partsText } from './shell-text.js';

const folder = folders();

/** FAMILY KIND HOLDS NAME SIZE SECONDS POLICY PLACE, as `sets_told` prints it. */
const told = [4, 6]
  .flatMap((family) => [
    `${family} static - blocked${family} 0 0 blocked a:5:1`,
    `${family} fetched - fetched${family} 0 0 blocked a:5:1`,
    `${family} fetched - named.trusted${family} 0 0 trusted a:3:1`,
    `${family} fetched - named.service.ssh${family} 0 0 services.ssh a:4:1`,
  ])
  .join('\n');

const entries: Readonly<Record<string, string>> = {
  blocked4: '192.0.2.66',
  fetched4: '198.51.100.66',
  'named.trusted4': '198.51.100.7',
  'named.service.ssh4': '198.51.100.8',
  'named.trusted6': '2001:db8:0:7::99',
  'named.service.ssh6': '2001:db8:0:8::99',
};

describe.each(shells)('%s: why, of sets that the host fills by itself', (...shell) => {
  /** What it says of this source, with what each set holds. */
  const why = (family: 4 | 6, entry: string) => {
    writeFileSync(`${folder()}/told`, `${told}\n`);
    writeFileSync(`${folder()}/sources`, `${family} ${entry} ${entry}${family === 6 ? '/64' : ''}\n`);
    const cases = Object.entries(entries).map(([name, held]) => `${name}) echo ${held} 0 - ;;`);
    return runShell(
      shell,
      `set -u; WORK='${folder()}' LOG=/dev/null STATE=/nowhere BACKEND=nftables FAMILY=${family} ENTRY='${entry}' CALL= SHOWN='${entry}'
${partsText('25-lists.sh', '30-sets.sh', '88-sources.sh', '98-why.sh')}
entries_of() { case $1 in ${cases.join(' ')} esac; }
holds() { entries_of "$1" | grep -q "^$2 "; }
call() { echo vosguard; }; rooted() { :; }; sets_of() { :; }; refuse() { echo "$*"; exit 3; }
true > "$WORK/in"
tell_lists; tell_verdict`,
    ).out;
  };

  test('in a list of whom to block', () => {
    const said = why(4, '198.51.100.66');
    expect(said).toContain('  fetched: in a list of whom to block\n');
    expect(said).toContain('now: everything from it is dropped');
    expect(said).not.toContain('named');
  });

  test.each([
    [4, '198.51.100.7'],
    [6, '2001:db8:0:7::'],
  ] as const)('of IPv%d, trusted by a name', (family, entry) => {
    const said = why(family, entry);
    expect(said).toContain('  trusted: trusted (a:3:1)\n');
    expect(said).toContain('  named: a name in trusted leads to it\n');
    expect(said).toContain('now: SIP from it passes without limits');
    expect(said).not.toContain('fetched');
  });

  test.each([
    [4, '198.51.100.8'],
    [6, '2001:db8:0:8::'],
  ] as const)('of IPv%d, let into a service by a name', (family, entry) => {
    const said = why(family, entry);
    expect(said).toContain('  may reach the service ssh (a:4:1)\n');
    expect(said).toContain('  trusted: no\n');
    expect(said).not.toMatch(/fetched|dropped|named/);
  });
});
