import { link } from '../../src/host/lab/link.js';
import { counters } from '../../src/host/lab/readback.js';
import { compileText } from '../lint-text.js';
import { describeKernel } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { payload, sipResponse } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { bannedSources, exchange, protect, request } from './scenario.js';
import { anyKind, clean, policy, signs } from './signs.js';

const { artifacts } = compileText(policy);
const scanner = request('REGISTER', { userAgent: 'Friendly-SCANNER' });
const families = [
  { attacker: '192.0.2.66', key: '192.0.2.66', other: '192.0.2.67', trusted: '203.0.113.5' },
  { attacker: '2001:db8:66::1', key: '2001:db8:66::', other: '2001:db8:66:1::1', trusted: '2001:db8:7::5' },
] as const;
const attackers = families.map(({ attacker }) => attacker);
const keys = families.map(({ key }) => key);
const files = [
  ['signatures.rules', 'iptables'],
  ['signatures6.rules', 'ip6tables'],
] as const;

/** Loads the two files of the companion; the first load brings the jumps. */
async function loadCompanion(lab: Lab, kind: 'nft' | 'legacy', load: 'first' | 'again' = 'first') {
  for (const [file, command] of files) {
    const text = artifacts.get(file) ?? '';
    const given = load === 'first' ? text : text.replace(/^-I .*\n/gm, '');
    await lab.switch.run(`${command}-${kind}-restore`, ['--noflush', '-w', '10'], given);
  }
}

const loadNftables = (lab: Lab) => lab.switch.run('nft', ['-f', '-'], artifacts.get('nftables.nft') ?? '');
const one = (from: string | readonly string[], ...payloads: readonly string[]) => ({
  from,
  payloads,
  count: typeof from === 'string' ? payloads.length : from.length,
  every: 1,
});

describe.each(['nft', 'legacy'] as const)('nftables with signatures.rules in iptables-%s', (kind) => {
  describeKernel('on one host', (lab) => {
    beforeEach(async () => {
      await lab().reset();
      await lab().switch.listen({ udp: [5060], tcp: [5060] });
    });

    test.each(['nftables', 'signatures'])('bans, when %s were loaded first', async (first) => {
      if (first === 'nftables') await loadNftables(lab());
      await loadCompanion(lab(), kind);
      if (first === 'signatures') await loadNftables(lab());
      expect((await exchange(lab(), one(attackers, scanner))).delivered).toEqual([]);
      expect(await bannedSources(lab(), 'nftables')).toEqual(keys);
      const later = families.flatMap(({ attacker, other, trusted }) => [
        one(attacker, ...anyKind),
        one(other, ...clean),
        one(trusted, ...Object.values(signs)),
      ]);
      const { delivered } = await exchange(lab(), ...later);
      for (const { attacker, other, trusted } of families) {
        expect(count(delivered, { from: attacker })).toBe(0);
        expect(count(delivered, { from: other })).toBe(clean.length);
        expect(count(delivered, { from: trusted })).toBe(Object.keys(signs).length);
      }
      expect(await bannedSources(lab(), 'nftables')).toEqual(keys);
    });

    test('searches what the limits let through, and nothing else', async () => {
      await loadNftables(lab());
      await loadCompanion(lab(), kind);
      const [{ other, trusted }] = families;
      const refused = Array<string>(20).fill(request('SUBSCRIBE', { userAgent: 'friendly-scanner' }));
      await exchange(lab(), one(other, ...refused), one(trusted, scanner), one(other, ...clean));
      const searched = (await counters(lab().switch, `iptables-${kind}`)).get('hook.search.wanted');
      expect(searched?.packets).toBe(clean.length);
      expect(await bannedSources(lab(), 'nftables')).toEqual([]);
    });

    test('loaded a second and a third time, has one jump for each family', async () => {
      await loadNftables(lab());
      await loadCompanion(lab(), kind);
      const saved = async () =>
        (
          await Promise.all(
            files.map(([, command]) => lab().switch.run(`${command}-${kind}-save`, ['-t', 'raw'])),
          )
        )
          .join('')
          .match(/^-A .*$/gm);
      const before = await saved();
      for (let time = 0; time < 2; time++) {
        await loadNftables(lab());
        await loadCompanion(lab(), kind, 'again');
      }
      expect(await saved()).toEqual(before);
      expect(before?.filter((line) => line.startsWith('-A PREROUTING'))).toHaveLength(2);
      await exchange(lab(), one(attackers, scanner));
      expect(await bannedSources(lab(), 'nftables')).toEqual(keys);
    });
  });
});

describeKernel('the mark between nftables and what searches for it', (lab) => {
  /** Counts what carries one of our bits where others may look at marks. */
  const watch = `table inet watch {
    chain late { type filter hook prerouting priority mangle; meta mark & 0x30000000 != 0 counter comment "seen"; }
  }`;
  /** Another tool that marks before us, with bits that are ours and one that is not. */
  const foreign = (mark: string) => `table inet foreign {
    chain early { type filter hook prerouting priority -400; meta mark set ${mark}; }
    chain late { type filter hook input priority 0; meta mark & 0x1 == 0x1 counter comment "kept"; }
  }`;
  const counted = async (id: string) => (await counters(lab().switch, 'nftables')).get(id)?.packets;

  test('is gone before any other hook, with the companion and without it', async () => {
    for (const has of [true, false]) {
      await lab().reset();
      await lab().switch.listen({ udp: [5060] });
      await loadNftables(lab());
      if (has) await loadCompanion(lab(), 'nft');
      await lab().switch.run('nft', ['-f', '-'], watch);
      const { delivered } = await exchange(lab(), ...families.map(({ other }) => one(other, ...clean)));
      expect(delivered).toHaveLength(2 * clean.length);
      const [first, second] = families;
      const signed = await exchange(lab(), one([first.attacker, second.attacker], scanner));
      expect(signed.delivered).toHaveLength(has ? 0 : 2);
      expect(await bannedSources(lab(), 'nftables')).toEqual(has ? keys : []);
      expect(await counted('seen')).toBe(0);
    }
  });

  test.each(['0x20000001', '0x10000001', '0x30000001'])(
    'given by another tool (%s) bans nobody',
    async (mark) => {
      await protect(lab(), 'nftables', policy);
      await lab().switch.run('nft', ['-f', '-'], foreign(mark));
      const streams = families.flatMap(({ other, trusted }) => [one(other, ...clean), one(trusted, scanner)]);
      const { delivered } = await exchange(lab(), ...streams);
      expect(delivered).toHaveLength(2 * clean.length + 2);
      expect(await counted('kept')).toBe(delivered.length);
      expect(await bannedSources(lab(), 'nftables')).toEqual([]);
      await exchange(lab(), one(attackers, scanner));
      expect(await bannedSources(lab(), 'nftables')).toEqual(keys);
    },
  );

  test('leads to a drop where the policy bans nobody by a signature', async () => {
    await protect(lab(), 'nftables', `${policy}sip: { bans: { signature: null } }\n`);
    const streams = families.flatMap(({ attacker }) => [one(attacker, scanner), one(attacker, ...clean)]);
    const { delivered } = await exchange(lab(), ...streams);
    expect(delivered).toHaveLength(2 * clean.length);
    expect(await bannedSources(lab(), 'nftables')).toEqual([]);
  });

  test('leaves the lane of called sources alone: no answer is searched, and forgery bans nobody in it', async () => {
    await protect(lab(), 'nftables', policy);
    const calls = families.map(({ attacker }, index) => ({
      from: [link.switch.ipv4, link.switch.ipv6][index] ?? '',
      fromPorts: [5060],
      to: attacker,
      toPort: 5060,
      payloads: [request('INVITE')],
      count: 1,
      every: 1,
    }));
    await lab().switch.send(...calls);
    const answers = [payload(sipResponse(200)), request('BYE', { userAgent: 'friendly-scanner' })];
    const streams = attackers.map((from) => one(from, ...answers));
    expect((await exchange(lab(), ...streams)).delivered).toHaveLength(4);
    expect(await bannedSources(lab(), 'nftables')).toEqual([]);
    expect((await exchange(lab(), one(attackers, scanner))).delivered).toEqual([]);
    expect(await bannedSources(lab(), 'nftables')).toEqual([]);
    expect((await exchange(lab(), ...streams)).delivered).toHaveLength(4);
  });
});
