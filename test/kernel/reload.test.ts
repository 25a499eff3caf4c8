import { compileText } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { count } from '../packets/tally.js';
import { compileExample } from './examples.js';
import { listing } from './listing.js';
import { bannedSources, exchange, protect, request } from './scenario.js';

const policy = (register: string): string => `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { limits: { REGISTER: ${register} } }
  bans: { flood: { over: 1/min burst 5, for: 10m } }
`;

const register = { payloads: [request('REGISTER')], every: 1 };
const dropped = { payloads: [request('SUBSCRIBE')], every: 1 };
const families = ['192.0.2.1', '2001:db8:5::1'] as const;

describeBackends('a second load', (backend, lab) => {
  const passed = async (from: string): Promise<number> =>
    (await exchange(lab(), { ...register, from, count: 5 })).delivered.length;

  /** nftables has two on the way in: before and after iptables' raw table, where signatures are searched. */
  test('leaves the same rules and one jump', async () => {
    const { artifacts } = compileExample('softswitch');
    await lab().reset();
    await lab().load(backend, artifacts);
    const first = await listing(lab().switch, backend);
    await lab().reload(backend, artifacts);
    await lab().reload(backend, artifacts);
    const again = await listing(lab().switch, backend);
    expect(again).toBe(first);
    const jumps = again.match(/-j VG-hook\.\w+$|hook (prerouting|output|input) priority/gm) ?? [];
    expect(jumps).toHaveLength(backend === 'nftables' ? 4 : 6);
  });

  test('takes a changed limit into force, also for whom the old one has counted', async () => {
    await protect(lab(), backend, policy('1/min burst 1'));
    for (const from of families) expect(await passed(from)).toBe(1);
    await lab().reload(backend, compileText(policy('1/min burst 3')).artifacts);
    for (const from of families) expect(await passed(from)).toBe(3);
    await lab().reload(backend, compileText(policy('drop')).artifacts);
    for (const from of families) expect(await passed(from)).toBe(0);
  });

  /** A banned source may send two REGISTERs, and then one every five seconds. */
  const parole = 2;

  test('keeps the bans in iptables; in nftables it begins anew', async () => {
    await protect(lab(), backend, policy('allow'));
    await exchange(lab(), ...families.map((from) => ({ ...dropped, from, count: 10 })));
    const banned = await bannedSources(lab(), backend);
    expect(banned).toHaveLength(2);
    await lab().reload(backend, compileText(policy('5/s burst 9')).artifacts);
    const kept = backend === 'nftables' ? [] : banned;
    expect(await bannedSources(lab(), backend)).toEqual(kept);
    for (const from of families) expect(await passed(from)).toBe(kept.length > 0 ? parole : 5);
  });

  test('leaves no moment without rules: nothing refused slips through, nothing trusted is lost', async () => {
    const { artifacts } = await protect(lab(), backend, policy('5/s burst 9'));
    const guests = { ...dropped, from: families, count: 4000, every: 0.3 };
    const peers = { ...dropped, from: ['203.0.113.10', '2001:db8:7::10'], count: 600, every: 2 };
    const [{ delivered }] = await Promise.all([exchange(lab(), guests, peers), reloads(lab(), 6)]);
    expect(peers.from.map((from) => count(delivered, { from }))).toEqual([300, 300]);
    expect(delivered).toHaveLength(600);

    async function reloads(where: Lab, times: number): Promise<void> {
      for (let time = 0; time < times; time++) await where.reload(backend, artifacts);
    }
  });

  test('that fails leaves everything as it was', async () => {
    const { artifacts } = await protect(lab(), backend, policy('1/min burst 2'));
    const before = await listing(lab().switch, backend);
    await expect(lab().reload(backend, broken(artifacts))).rejects.toThrow(/on the switch/);
    expect(await listing(lab().switch, backend)).toBe(before);
    for (const from of families) expect(await passed(from)).toBe(2);
  });
});

/** Each file of rules with a limit changed before the last line of its first table, and that line made unreadable. */
function broken(artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const damaged = [...artifacts].map(([file, text]): [string, string] => {
    const changed = text
      .replaceAll('burst 2 ', 'burst 7 ')
      .replaceAll('--hashlimit-burst 2 ', '--hashlimit-burst 7 ');
    return [file, changed.replace(/^COMMIT$|\n}\n$/m, '\nno such rule\nCOMMIT\n')];
  });
  return new Map(damaged.filter(([file]) => file !== 'ipset.rules'));
}
