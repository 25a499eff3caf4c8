import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { partsText } from '../installer/shell-text.js';

const installer = partsText(
  '25-lists.sh',
  '30-sets.sh',
  '38-told.sh',
  '89-lists-judge.sh',
  '89-lists-text.sh',
  '93-lists.sh',
  '93-lists-sets.sh',
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vosguard-change-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const conf = (name: string) =>
  `list ${name}\nurl https://lists.example/${name}\nformat lines\nhost_bits network\nevery 60\nmax_age 600000\nskip 2\n`;

/**
 * Each step is what the two lists say then. Prints for each step whether only changes were looked at, whether the result is that of reading
 * everything, and of changes how many networks have come or gone.
 */
function steps(texts: readonly (readonly [first: string, second: string])[]): readonly string[] {
  writeFileSync(
    join(folder, 'lists.conf'),
    `${conf('one')}${conf('two')}spare 198.51.100.77/32\nspare 2001:db8:0:7::/64\n`,
  );
  for (const [step, [one, two]] of texts.entries()) {
    writeFileSync(join(folder, `one.${step}`), one);
    writeFileSync(join(folder, `two.${step}`), two);
  }
  const script = `set -u; LC_ALL=C; export LC_ALL
${installer}
cd ${folder}; rm -rf state work; mkdir state work
STATE=state WORK=work LOG=log ACCEPT= CONF=lists.conf BACKEND=iptables LONG_LIST=2
have() { return 1; }
say() { echo "said $*"; }
on_disk() { mv -f "$1" "$2"; }
fetched_mark() { echo mark; }
fetch_list() { cp "\${1##*/}.$step" work/fetched.raw; }
step=0
while [ "$step" -lt ${texts.length} ]; do
	rm -f work/changed work/changed.lists
	for name in one two; do block_of lists.conf "$name" > work/block; refresh_list "$name" > work/said; done
	fetched_networks lists.conf || echo failed
	few=$FEW
	cp work/fetched.networks mine
	if [ "$few" = yes ]; then cat work/gone.networks work/new.networks; fi > changes
	remember_loaded
	all_networks
	sort -c work/fetched.networks || echo unsorted
	cmp -s mine work/fetched.networks && same=same || same="differs: $(comm -3 mine work/fetched.networks | tr '\\n\\t' ' +')"
	for name in one two; do
		# A first list with more faults than skip allows is not taken.
		if [ -f "state/fetched/$name" ]; then cp "state/fetched/$name" before; else true > before; fi
		block_of lists.conf "$name" > work/block
		ACCEPTED=yes; RAW=$name.$step
		WHY=; judge_whole work/block "$RAW" none
		cmp -s before work/networks.new && [ "$(told_of "$name" entries)" = "$ENTRIES" ] || [ -n "$WHY$(told_of "$name" failed)" ] || same="$name was read otherwise"
	done
	echo "$few $same $(wc -l < changes | tr -d ' ')"
	step=$((step + 1))
done`;
  const { stdout, stderr } = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

const many = Array.from({ length: 40 }, (_, at) => `198.18.${at}.7\n`).join('');
const backwards = many.split('\n').reverse();

/** One list in each step after the one above it, and what is said of it; the other stays. */
const rows: readonly (readonly [what: string, list: string, said: string])[] = [
  ['the first', many, 'no same 0'],
  ['a head and another address', `# x\n${many.replace('198.18.3.7', '198.18.3.8')}`, 'yes same 2'],
  ['another order', backwards.join('\n'), 'yes same 2'],
  ['a network around others comes', `${many}198.18.0.0/19\n`, 'yes same 33'],
  ['and goes', many, 'yes same 33'],
  ['halves become one', `${many}198.18.7.6/32\n`, 'yes same 2'],
  ['one that is spared in part', `${many}198.18.7.6/32\n198.51.100.0/24\n`, 'yes same 8'],
  ['IPv6, and a line that cannot be read', `${many}x\n2001:db8:0:6::/63\n`, 'yes same 11'],
  ['larger than a region', `${many}198.16.0.0/14\n`, 'no same 0'],
  ['private', `${many}192.168.0.0/16\n`, 'no same 0'],
  ['the same twice', `${many}198.18.3.7\n`, 'no same 0'],
  ['other ends of lines', backwards.join('\r\n'), 'no same 0'],
];

test('of a list that has changed by a few lines only those are read, and only they go to the sets', () => {
  const told = steps(rows.map(([, list]) => [list, '203.0.113.0/24\n']));
  expect(told.map((said, at) => [rows[at]?.[0], said])).toEqual(rows.map(([what, , said]) => [what, said]));
});

test('whatever changes, the sets hold what they would if everything was read', () => {
  const address = fc
    .tuple(fc.constantFrom('198.18', '198.51', '203.0', '172.20', '192.168'), fc.nat(3), fc.nat(255))
    .map(([net, a, b]) => `${net}.${a}.${b}`);
  const line = fc.oneof(
    { weight: 6, arbitrary: address },
    { weight: 3, arbitrary: fc.tuple(address, fc.integer({ min: 9, max: 31 })).map(([a, size]) => `${a}/${size}`) },
    { weight: 1, arbitrary: fc.tuple(fc.nat(3), fc.integer({ min: 30, max: 128 })).map(([a, size]) => `2001:db8:0:${a}::/${size}`) },
    { weight: 1, arbitrary: fc.constantFrom('# a remark', 'x', '192.168.0.0/16', '172.16.0.0/12') },
  ); // biome-ignore format: a table
  const list = fc.array(line, { minLength: 12, maxLength: 30 });
  const change = fc.tuple(fc.nat(11), line);
  fc.assert(
    fc.property(list, list, fc.array(change, { minLength: 1, maxLength: 4 }), (one, two, changes) => {
      const texts: [string, string][] = [[one.join('\n'), two.join('\n')]];
      let now = one;
      for (const [at, text] of changes) {
        now = now.with(at, text);
        texts.push([now.join('\n'), two.join('\n')]);
      }
      for (const said of steps(texts)) expect(said).toMatch(/^(yes|no) same \d+$/);
    }),
    { numRuns: 4, endOnFailure: true },
  );
});
