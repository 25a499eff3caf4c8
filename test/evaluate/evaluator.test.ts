import type { Machine } from '../../src/evaluate/machine.js';
import { chainId, meterId, setId } from '../../src/ruleset/ids.js';
import { chain, count, learned, meter, ms, rule } from '../emit/samples.js';
import {
  addressOf, answerTo, delivered, machineOf, machines, nftMachineOf, request, response, stream, tcp, udp,
} from './samples.js'; // biome-ignore format: a list

const attacker = '198.51.100.7';
const phone = '192.0.2.77';

const policy = (sip: string, more = ''): string =>
  `vosguard: 1\ntrusted: [203.0.113.10]\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\nsip: ${sip}\n${more}`;

describe.each(['nftables', 'iptables'])('%s', (backend) => {
  const machineFor = (text: string) => {
    const [, machine] = machines(text).find(([name]) => name === backend) ?? [];
    if (machine === undefined) throw new Error(`no rules for ${backend}`);
    return machine;
  };

  test('a ban lasts its time, is renewed by each cause and leaves a parole', () => {
    const machine = machineFor(
      policy('{ bans: { flood: { over: 1/min burst 3, for: 10s }, signature: 10s } }'),
    );
    const scan = (at: number) => machine.packet(udp(attacker, at, request('REGISTER', 'friendly-scanner')));
    expect(scan(0)).toMatchObject({ verdict: 'dropped' });
    expect(machine.holds('banned', addressOf(attacker), 9_900)).toBe(true);
    expect(scan(9_950).rule?.id).toMatch(/signatures\.friendly-scanner|searched/);
    expect(machine.holds('banned', addressOf(attacker), 19_900)).toBe(true);
    expect(machine.holds('banned', addressOf(attacker), 20_100)).toBe(false);
    expect(machine.holds('banned', addressOf(phone), 20_100)).toBe(false);
  });

  test('a banned phone gets out of the ban by its REGISTER, at twelve a minute', () => {
    const machine = machineFor(policy('{}'));
    machine.add('banned', addressOf(phone), 0, 600_000);
    const register = (at: number) => udp(phone, at, request('REGISTER'));
    expect(delivered(machine, stream(10, 10, register))).toBe(2);
    machine.packet(answerTo(register(200), response(200)));
    expect(machine.holds('banned', addressOf(phone), 210)).toBe(false);
    expect(machine.holds('known', addressOf(phone), 210)).toBe(true);
  });

  test('a 200 teaches who asked and is not tainted, and only him', () => {
    const machine = machineFor(policy('{}'));
    for (const [from, first] of [
      [phone, 'CANCEL'],
      [attacker, 'BYE'],
    ] as const) {
      machine.packet(udp(from, 0, request(first)));
      machine.packet(udp(from, 10, request('REGISTER')));
      machine.packet(answerTo(udp(from, 20, ''), response(200)));
    }
    expect(machine.holds('known', addressOf(phone), 30)).toBe(false);
    expect(machine.holds('known', addressOf(attacker), 30)).toBe(true);
    machine.packet(answerTo(udp(attacker, 6_000, ''), response(200)));
    expect(machine.holds('known', addressOf(attacker), 7_200_010)).toBe(true);
    expect(machine.holds('known', addressOf(attacker), 7_200_050)).toBe(false);
  });

  test('refusals are counted against a stranger who asked', () => {
    const machine = machineFor(policy('{ bans: { refused: { over: 1/min burst 3, for: 1m } } }'));
    for (let index = 0; index < 4; index++) {
      const asked = udp(attacker, index * 300, request('REGISTER'));
      expect(machine.packet(asked).verdict).toBe('delivered');
      expect(machine.packet(answerTo(asked, response(404))).verdict).toBe('delivered');
    }
    expect(machine.holds('banned', addressOf(attacker), 2_000)).toBe(true);
  });

  test('whom the switch calls may answer, and IPv6 is known by its /64', () => {
    const machine = machineFor(policy('{}'));
    const [trunk, neighbour, other] = ['2001:db8:9::1', '2001:db8:9::ffff', '2001:db8:9:1::1'];
    machine.packet(answerTo(udp(trunk, 0, ''), request('INVITE')));
    const answers = [neighbour, other].map((from) => machine.packet(udp(from, 5, response(200))).verdict);
    expect(answers).toEqual(['delivered', 'dropped']);
    expect(machine.holds('called', addressOf(trunk), 300_100)).toBe(false);
  });

  test('a flood in the name of a peer whose call began long ago bans nobody: he may still hang up', () => {
    const machine = machineFor(policy('{ bans: { flood: { over: 100/s burst 200, for: 10m } } }'));
    const peer = '198.51.100.40';
    machine.packet(answerTo(udp(peer, 0, ''), request('ACK')));
    const later = 400_000;
    delivered(
      machine,
      stream(1_000, 1, (at) => udp(peer, later + at, request('REGISTER'))),
    );
    expect(machine.holds('banned', addressOf(peer), later + 1_000)).toBe(false);
    expect(machine.packet(udp(peer, later + 2_000, request('BYE'))).verdict).toBe('delivered');
  });

  test('flows: what is answered is established, new ones are counted, trusted and loopback are not', () => {
    const limits = '{ strangers: { connections: { udp: 2, tcp: 2, per_subnet: 9, answer: reject } } }';
    const machine = machineFor(policy(limits));
    const from = (sourcePort: number, at: number) => udp(phone, at, request('REGISTER'), { sourcePort });
    expect([5060, 5061, 5062].map((port, index) => machine.packet(from(port, index)).verdict)).toEqual([
      'delivered', 'delivered', 'rejected',
    ]); // biome-ignore format: short
    machine.packet(answerTo(from(5060, 20), response(100)));
    expect(machine.packet(from(5060, 30)).verdict).toBe('delivered');
    expect(machine.packet(from(5064, 31_000)).verdict).toBe('delivered');
    const trunk = (sourcePort: number) => udp('203.0.113.10', 40_000, request('OPTIONS'), { sourcePort });
    expect(delivered(machine, [1, 2, 3, 4].map(trunk))).toBe(4);
    const local = stream(50, 1, (at) => udp(attacker, 40_000 + at, request('OPTIONS'), { loopback: true }));
    expect(delivered(machine, local)).toBe(50);
  });

  describe('TCP', () => {
    const begin = (machine: Machine, from: string, sourcePort: number, at: number) => {
      const syn = tcp(from, at, '', { syn: true }, { sourcePort });
      machine.packet(syn);
      machine.packet(answerTo({ ...syn, flags: { syn: true, ack: true } }, ''));
      return machine.packet(tcp(from, at, '', { ack: true }, { sourcePort })).verdict;
    };
    const segment = (sourcePort: number, at: number, bytes: Uint8Array | string) =>
      tcp(phone, at, bytes, { ack: true }, { sourcePort });

    test('connections are counted behind the handshake: SYNs alone take nobody a place', () => {
      const machine = machineFor(policy('{ strangers: { connections: { tcp: 2 } } }'));
      for (let port = 1_000; port < 1_050; port++)
        expect(machine.packet(tcp(phone, 0, '', { syn: true }, { sourcePort: port })).verdict).toBe(
          'delivered',
        );
      const begun = [1, 2, 3].map((port) => begin(machine, phone, port, 10));
      expect(begun).toEqual(['delivered', 'delivered', 'reset']);
      expect(machine.packet(segment(1, 20, request('REGISTER'))).verdict).toBe('delivered');
    });

    test('bytes are counted, however many requests a segment has or segments a request', () => {
      const bytes = 'REGISTER sip:a SIP/2.0\r\n\r\n'.padEnd(500, 'x');
      const one = new TextEncoder().encode(bytes);
      const sizes = {
        whole: one,
        halves: one.subarray(0, 250),
        four: new TextEncoder().encode(bytes.repeat(2)),
      };
      for (const part of Object.values(sizes)) {
        const machine = machineFor(policy('{ strangers: { bytes: { tcp: 4kB/s burst 8kB } } }'));
        begin(machine, phone, 1, 0);
        const sent = Array.from(
          { length: 100 },
          (_, index) => machine.packet(segment(1, 1 + index, part)).verdict,
        );
        const passed = sent.filter((verdict) => verdict === 'delivered').length * (part.length + 52);
        expect(passed).toBeGreaterThan(6_000);
        expect(passed).toBeLessThanOrEqual(8_192 + 500);
        expect(machine.packet(segment(1, 5_000, part)).verdict).toBe('delivered');
      }
    });

    test('it teaches nobody, and what was learned over UDP holds', () => {
      const machine = machineFor(policy('{}'));
      begin(machine, phone, 1, 0);
      const asked = segment(1, 1, request('REGISTER'));
      expect(machine.packet(asked).verdict).toBe('delivered');
      machine.packet(answerTo(asked, response(200)));
      for (const set of ['known', 'called'] as const)
        expect(machine.holds(set, addressOf(phone), 2)).toBe(false);
    });

    test('without a connection a segment is no evidence: a scanner is banned behind a handshake alone', () => {
      const text = policy('{}', 'signatures: { use: [attack-tools] }\n');
      const scan = segment(1, 5, request('REGISTER', 'friendly-scanner'));
      const forged = machineFor(text);
      forged.packet(scan);
      expect(forged.holds('banned', addressOf(phone), 6)).toBe(false);
      const real = machineFor(text);
      begin(real, phone, 1, 0);
      expect(real.packet(scan).verdict).toBe('reset');
      expect(real.holds('banned', addressOf(phone), 6)).toBe(true);
      expect(real.packet(udp(phone, 7, request('REGISTER'))).verdict).toBe('dropped');
    });
  });

  test('flows that are there when the rules are loaded', () => {
    const machine = machineFor(policy('{ strangers: { connections: { udp: 1 } } }', 'default: deny\n'));
    const media = (at: number) => udp(phone, at, 'RTP', { destinationPort: 5004 });
    expect(machine.packet(media(0)).verdict).toBe('dropped');
    machine.open(media(1), false);
    expect(machine.packet(media(2)).verdict).toBe('dropped');
    machine.open(media(3), true);
    expect(machine.packet(media(4)).verdict).toBe('delivered');
    expect(machine.packet(media(200_000)).verdict).toBe('dropped');
  });

  test('untracked SIP makes no flow', () => {
    const machine = machineFor(
      policy('{ strangers: { connections: null } }', 'conntrack: { sip: untracked }\n'),
    );
    const { stages } = machine.trace(udp(phone, 0, request('REGISTER')));
    const states = stages.flatMap(({ steps }) =>
      steps.flatMap(({ tried }) =>
        tried.filter(({ match }) => match.kind === 'conntrack').map(({ held }) => held),
      ),
    );
    expect(states).toEqual([false]);
  });

  test('sip.learn: while it lasts the common caps only count', () => {
    const text = policy(
      '{ learn: 1h, strangers: { limits: { REGISTER: allow, all: allow }, per_subnet: null, together: { REGISTER: 1/s burst 1 } } }',
    );
    const machine = machineFor(text);
    const registers = (start: number) => stream(5, 1, (at) => udp(attacker, start + at, request('REGISTER')));
    expect(delivered(machine, registers(0))).toBe(5);
    expect(delivered(machine, registers(3_700_000))).toBe(1);
  });

  test('a trace says what each table held, and how long one has to wait', () => {
    const machine = machineFor(policy('{ strangers: { limits: { REGISTER: 2/s burst 2 } } }'));
    for (const at of [0, 1]) machine.packet(udp(phone, at, request('REGISTER')));
    const { verdict, rule: by, stages } = machine.trace(udp(phone, 2, request('REGISTER')));
    expect([verdict, by?.id]).toEqual(['dropped', 'strangers.REGISTER.source.REGISTER']);
    const [found] = stages.flatMap(({ steps }) =>
      steps
        .filter((step) => step.met && step.rule === by)
        .flatMap(({ tried }) => tried.map((one) => one.found)),
    );
    expect(found).toMatchObject({ kind: 'bucket', burst: 2 });
    if (found?.kind === 'bucket') expect(Math.round(found.wait / 10)).toBe(50);
    expect(stages.at(-1)?.end).toBe('dropped');
  });
});

describe('a table that is full', () => {
  const full = (sense: 'over' | 'within', whenFull: 'open' | 'closed' | 'either') => {
    const small = meter('m', 'ipv4', { sense, whenFull, size: count(1) });
    const matches = [{ kind: 'limit', meter: meterId('m') }] as const;
    const rules = chain('c', [rule('r', 'ipv4', matches, { kind: 'drop' })], 'prerouting');
    return [nftMachineOf, machineOf].map((make) => {
      const machine = make({ meters: [small] }, [rules]);
      machine.packet(udp(phone, 0, ''));
      return machine.packet(udp(attacker, 1, '')).verdict;
    });
  };

  test.each([
    ['over', 'open', ['delivered', 'dropped']],
    ['over', 'closed', ['dropped', 'dropped']],
    ['over', 'either', ['delivered', 'dropped']],
    ['within', 'open', ['dropped', 'dropped']],
    ['within', 'closed', ['delivered', 'dropped']],
  ] as const)('%s, %s: nftables and iptables %j', (sense, whenFull, verdicts) => {
    expect(full(sense, whenFull)).toEqual(verdicts);
  });

  test('a learned set that is full sends the packet where the rule says, until there is room', () => {
    const one = { ...learned('s', 'ipv4'), size: count(1) };
    const learn = {
      kind: 'learn',
      set: setId('s'),
      side: 'source',
      timeout: ms(1_000),
      full: chainId('f'),
    } as const;
    const chains = [
      chain('c', [rule('r', 'ipv4', [], learn)], 'prerouting'),
      chain('f', [rule('f', 'ipv4', [], { kind: 'drop' })]),
    ];
    for (const make of [nftMachineOf, machineOf]) {
      const machine = make({ sets: [one] }, chains);
      const verdicts = [
        [phone, 0],
        [attacker, 1],
        [phone, 2],
        [attacker, 1_100],
      ] as const;
      expect(verdicts.map(([from, at]) => machine.packet(udp(from, at, '')).verdict)).toEqual([
        'delivered', 'dropped', 'delivered', 'delivered',
      ]); // biome-ignore format: short
    }
  });
});

test('a policy that names devices drops banned sources there, but not over loopback', () => {
  const text = policy('{}', 'target: { platform: debian12, devices: [eth0] }\n');
  const [, nftables] = machines(text)[0] ?? [];
  nftables?.add('banned', addressOf(attacker), 0, 60_000);
  const trace = nftables?.trace(udp(attacker, 1, request('OPTIONS')));
  expect(trace?.stages.map(({ hook }) => hook)).toEqual(['ingress']);
  expect(trace?.verdict).toBe('dropped');
  const local = nftables?.trace(udp(attacker, 2, request('OPTIONS'), { loopback: true }));
  expect(local?.stages.map(({ hook }) => hook)).not.toContain('ingress');
});
