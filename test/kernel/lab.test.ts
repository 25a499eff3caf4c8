import { readdirSync, readlinkSync } from 'node:fs';
import { sources } from '../packets/addresses.js';
import type { Agent } from '../packets/agent.js';
import { describeKernel } from '../packets/kernel.js';
import { Lab } from '../packets/lab.js';
import { link } from '../packets/link.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count, tally } from '../packets/tally.js';

const register = payload(sipRequest({ method: 'REGISTER', id: 'phone' }));
const families = [
  { family: 'IPv4', first: '203.0.113.1', near: link.switch.ipv4 },
  { family: 'IPv6', first: '2001:db8::1', near: link.switch.ipv6 },
] as const;

describeKernel('a laboratory without rules', (lab) => {
  beforeAll(() => lab().switch.listen({ udp: [5060], tcp: [5060], answer: { REGISTER: 401 } }));
  afterEach(() => lab().clear());

  test.each(families)('2,000 sources of $family arrive and are answered', async ({ first }) => {
    const from = sources(first, 2000);
    const [sent] = await lab().world.send({
      from,
      toPort: 5060,
      payloads: [register],
      count: 6000,
      every: 0.1,
    });
    expect(sent).toMatchObject({ refused: 0 });
    const delivered = await lab().delivered();
    expect(count(delivered, { kind: 'datagram', word: 'REGISTER', id: 'phone', fromPort: 5060 })).toBe(6000);
    expect(tally(delivered, 'from')).toEqual(new Map(from.map((address) => [address, 3])));
    const answers = await lab().answers();
    expect(count(answers, { word: 'SIP/2.0 401', id: 'phone' })).toBe(6000);
    expect(tally(answers, 'to').size).toBe(2000);
  });

  test.each(families)('send times and arrivals of $family are read from one clock', async ({ first }) => {
    const [sent] = await lab().world.send({
      from: first,
      toPort: 5060,
      payloads: [register],
      count: 50,
      every: 2,
    });
    const arrivals = await lab().delivered();
    expect(arrivals).toHaveLength(50);
    for (const [index, { at }] of arrivals.entries())
      expect(at).toBeGreaterThan(sent?.times[index] ?? Number.NaN);
  });

  test.each(families)(
    'TCP over $family: connections, segments one by one, answers',
    async ({ first, near }) => {
      const segments = [payload('REGISTER sip:a'), payload('@b SIP/2.0\r\n')];
      const from = sources(first, 40);
      const outcomes = await lab().world.connect({ from, toPort: 5060, every: 1, segments, hold: true });
      expect(outcomes).toEqual(from.map((address) => ({ from: address, outcome: 'connected' })));
      const delivered = await lab().delivered();
      expect(count(delivered, { kind: 'connection', to: near })).toBe(40);
      expect(count(delivered, { kind: 'segment', word: 'REGISTER', bytes: 14 })).toBe(40);
      expect(count(delivered, { kind: 'segment', bytes: 12 })).toBe(40);
      const whole = { from: [first], toPort: 5060, every: 0, segments: [register], hold: true };
      await lab().world.connect(whole);
      expect(count(await lab().answers(), { kind: 'segment', word: 'SIP/2.0 401' })).toBe(1);
    },
  );

  test.each(families)(
    'a closed port of $family refuses, and a dropped SYN ends in a timeout',
    async ({ first }) => {
      const outcomes = (toPort: number) =>
        lab().world.connect({ from: [first], toPort, every: 0, patience: 200 });
      expect(await outcomes(5061)).toEqual([{ from: first, outcome: 'refused' }]);
      await lab().load('nftables', new Map([['nftables.nft', dropAll('tcp dport 5061')]]));
      expect(await outcomes(5061)).toEqual([{ from: first, outcome: 'timeout' }]);
      await lab().switch.run('nft', ['flush', 'ruleset']);
    },
  );

  test('the switch sends from the port that listens, and the world answers', async () => {
    await lab().world.listen({ addresses: ['203.0.113.10'], udp: [5060], answer: 200 });
    const { ipv4 } = link.switch;
    const invite = payload(sipRequest({ method: 'INVITE', id: 'trunk' }));
    await lab().switch.send({
      from: ipv4,
      to: '203.0.113.10',
      toPort: 5060,
      payloads: [invite],
      count: 3,
      every: 1,
    });
    expect(count(await lab().world.arrivals(), { word: 'INVITE', from: ipv4 })).toBe(3);
    expect(count(await lab().delivered(), { word: 'SIP/2.0 200', from: '203.0.113.10', toPort: 5060 })).toBe(
      3,
    );
  });
});

describeKernel('the end of a laboratory', () => {
  test('leaves no process and no namespace', async () => {
    const before = namespaces();
    const lab = await Lab.start();
    const pids = [lab.world.pid, lab.switch.pid];
    expect(namespaces().size).toBe(before.size + 2);
    await lab.reset();
    await lab.close();
    await lab.close();
    expect(namespaces()).toEqual(before);
    for (const pid of [...pids, lab.switch.pid]) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test.each(['world', 'switch'] as const)(
    'a %s that dies is an error of every call, not a wait',
    async (side) => {
      const lab = await Lab.start();
      const waiting = expect(lab[side].run('sleep', ['3'])).rejects.toThrow(
        `the laboratory's ${side} ended (SIGKILL)`,
      );
      process.kill(lab[side].pid, 'SIGKILL');
      await waiting;
      await expect(lab[side].arrivals()).rejects.toThrow('ended (SIGKILL)');
      await lab.close();
    },
  );

  test('comes by itself when its time is over', async () => {
    const lab = await Lab.start({ deadline: 2 });
    const sending = lab.world.send({
      from: '192.0.2.1',
      toPort: 9,
      payloads: [register],
      count: 1e9,
      every: 1,
    });
    await expect(sending).rejects.toThrow("the laboratory's 2 s are over");
    await lab.close();
  });
});

describeKernel('what a laboratory says when it fails', (lab) => {
  test('rules that do not load: the words of the tool', async () => {
    const artifacts = new Map([['nftables.nft', 'table inet x { chain y { bogus } }\n']]);
    await expect(lab().load('nftables', artifacts)).rejects.toThrow(
      /nft -f - on the switch: .*syntax error/s,
    );
    await expect(lab().load('iptables-nft', artifacts)).rejects.toThrow(
      'nothing for iptables-nft in nftables.nft',
    );
  });

  test('a program that is not there', async () => {
    await expect(lab().switch.run('no-such-program', [])).rejects.toThrow(
      'switch: spawn no-such-program ENOENT',
    );
  });

  test('datagrams lost in a full receive buffer are not taken for drops', async () => {
    await lab().switch.listen({ udp: [5060] });
    await frozen(lab().switch, () =>
      lab().world.forge({ first: '198.19.0.0', toPort: 5060, payload: register, count: 40_000, every: 0 }),
    );
    await expect(lab().delivered()).rejects.toThrow(/the switch was too slow and lost \d+ datagrams/);
  });
});

const dropAll = (what: string): string =>
  `table inet lab { chain pre { type filter hook prerouting priority raw; ${what} drop; }; }\n`;

/** The network namespaces that have a process. */
function namespaces(): Set<string> {
  const links = readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readlinkSync(`/proc/${pid}/ns/net`)] : [];
    } catch {
      return [];
    }
  });
  return new Set(links);
}

async function frozen(agent: Agent, work: () => Promise<unknown>): Promise<void> {
  process.kill(agent.pid, 'SIGSTOP');
  await work().finally(() => process.kill(agent.pid, 'SIGCONT'));
}
