import { sourceText } from '../../src/bans/ban.js';
import { readApplied } from '../../src/plan/applied.js';
import { unfolded } from '../../src/plan/nftables/listed-text.js';
import { readNoted, withSources } from '../../src/status/noted.js';
import { compileText } from '../lint-text.js';

const { artifacts } = compileText(
  'vosguard: 1\ntrusted: [192.0.2.10]\nsip: { strangers: { limits: { MESSAGE: drop } } }\n',
);
const manifest = readApplied(artifacts.get('manifest.json') ?? '');
if (manifest === undefined) throw new Error('no manifest');
const applied = manifest;
const numberOf = (id: string): string => {
  const found = [...applied.noted].find(([, rule]) => rule === id);
  if (found === undefined) throw new Error(`${id} has no number`);
  return `0x${found[0].toString(16).padStart(8, '0')}`;
};
const message = 'strangers.MESSAGE.source.MESSAGE';

/** As nft 1.0.6 and the kernel's xt_recent print them. */
const listing = `table inet vosguard {
	set noted4 {
		type ipv4_addr . mark
		size 4096
		flags dynamic,timeout
		timeout 1h
		elements = { 198.51.100.7 . ${numberOf(message)} timeout 1h expires 59m59s964ms counter packets 3 bytes 87,
			     198.51.100.8 . ${numberOf('ban.flood.learn')} counter packets 1 bytes 29 timeout 1h expires 59m1s,
			     198.51.100.9 . 0x0000ffff counter packets 9 bytes 9 }
	}
}
table inet vosguard {
	set noted6 {
		type ipv6_addr . mark
		elements = { 2001:db8:1:2:: . ${numberOf(message)} counter packets 12 bytes 290 }
	}
}
recent ${message}-6
src=2001:0db8:0005:0006:0000:0000:0000:0000 ttl: 64 last_seen: 4295821560 oldest_pkt: 2 4295821560, 4295821561
recent strangers.signatures.sipvicious-4
src=203.0.113.9 ttl: 64 last_seen: 20 oldest_pkt: 20 ${Array.from({ length: 20 }, (_, n) => n + 1).join(', ')}
rubbish
`;

test('whom nftables and xt_recent have written down, each with its rule; a number of no rule is left out', () => {
  const read = readNoted(listing, applied);
  expect(read.map(({ rule, address, packets, more }) => [rule, sourceText(address), packets, more])).toEqual([
    [message, '198.51.100.7', 3, false],
    ['ban.flood.learn', '198.51.100.8', 1, false],
    [message, '2001:db8:1:2::/64', 12, false],
    [message, '2001:db8:5:6::/64', 2, false],
    ['strangers.signatures.sipvicious', '203.0.113.9', 20, true],
  ]);
  expect(readNoted('', applied)).toEqual([]);
});

test('each rule has its sources, the busiest first', () => {
  const refused = [
    { id: message, policy: '', packets: 17, sources: [] },
    { id: 'sip.udp.blocked', policy: '', packets: 1, sources: [] },
  ];
  const [first, second] = withSources(refused, readNoted(listing, applied));
  expect(first?.sources.map(({ packets }) => packets)).toEqual([12, 3, 2]);
  expect(second?.sources).toEqual([]);
});

test('every rule of nftables that refuses has a number, and no number two rules', () => {
  const text = unfolded(artifacts.get('nftables.nft') ?? '');
  const numbers = [...text.matchAll(/meta mark set (0x[0-9a-f]+) counter goto .* comment "([^"]*)"/g)];
  expect(numbers.length).toBeGreaterThan(20);
  for (const [, number = '', id = ''] of numbers) expect(applied.noted.get(Number(number))).toBe(id);
});
