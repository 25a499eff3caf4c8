import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pcapOf } from '../capture/write-capture.js';
import {
  answer,
  asks,
  captureOf,
  framesOf,
  own,
  registers,
  request,
  type Said,
  times,
} from '../replay/traffic.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();

const policy = `${goodPolicy}sip:
  strangers: { limits: { REGISTER: 5/s burst 10, INVITE: 1/min burst 2 } }
`;

function files(said: readonly Said[], text = policy): void {
  writeFileSync(join(folder(), 'policy.yaml'), text);
  writeFileSync(join(folder(), 'c.pcap'), captureOf(said));
}

const phones = (count: number): readonly Said[] =>
  times(count, (index) => registers(`198.51.100.${index + 1}`, 400 * index));
/** A trunk that never registers: five calls in a second, of which the first are still ringing. */
const calls = times(5, (index) => asks('192.0.2.30', 5_000 + index, 'INVITE', 200));
const flood = times(300, (index) => asks('192.0.2.66', 3_000 + 2 * index, 'REGISTER', 401, 'evil\x1b[31m'));

const report = async (...argv: readonly string[]) => {
  const { status, out } = await vosguard(folder(), ['replay', ...argv, '--json']);
  return { status, ...JSON.parse(out) };
};

describe('vosguard replay', () => {
  test('nobody hurt: status 0, the verdict first, attackers second', async () => {
    files([...phones(5), ...flood]);
    const { status, out, err } = await vosguard(folder(), ['replay', 'c.pcap']);
    expect(out.split('\n')[0]).toMatch(
      /^Nobody hurt: of 5 customers none is refused\. \d+ of 300 packets of 1 other sources refused\.$/,
    );
    expect(out).toMatch(/Stopped: 1 sources.*192\.0\.2\.66: refused REGISTER \d+ of 300/s);
    expect(out).not.toContain('evil');
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  test('a customer that would be refused: status 1, who, when, by which rule and line', async () => {
    files([...phones(3), ...calls]);
    const { status, customers, rules } = await report('c.pcap');
    expect(status).toBe(1);
    expect(customers).toMatchObject({ total: 4, hurt: 1, becameKnown: 4 });
    expect(customers.list).toMatchObject([
      {
        source: '192.0.2.30',
        evidence: 'called in',
        refused: 3,
        classes: [{ class: 'INVITE', offered: 5, refused: 3 }],
      },
    ]);
    expect(rules).toMatchObject([{ rule: 'strangers.INVITE.source.INVITE', packets: 3, customers: 1 }]);
    expect(rules[0].place).toMatch(/^policy\.yaml:5:\d+ sip\.strangers\.limits\.INVITE$/);
  });

  test('an answer to nothing makes nobody a customer; one to a call of the switch does', async () => {
    const answers = (peer: string, id: string): Said => ({
      at: 9_000,
      from: peer,
      to: own.ipv4,
      text: answer(200, 'INVITE', id),
    });
    const called: Said = { at: 8_000, from: own.ipv4, to: '198.51.100.90', text: request('INVITE', 'out-1') };
    files([...phones(2), called, answers('198.51.100.90', 'out-1'), answers('192.0.2.99', 'out-1')]);
    const { customers, others } = await report('c.pcap');
    expect(customers.total).toBe(3);
    expect(others.list.map(({ source }: { source: string }) => source)).toContain('192.0.2.99');
  });

  test('known from the start, or learnt before anything is refused, nobody is', async () => {
    files([...phones(3), ...calls]);
    expect(await report('c.pcap', '--known-at-start')).toMatchObject({ status: 0, knownAtStart: 4 });
    expect(await report('c.pcap', '--learn', '6s')).toMatchObject({ status: 0, learnSeconds: 6 });
  });

  test('answers to what the rules refuse are not played: no ban for challenges that would not have been', async () => {
    files([...phones(1), ...times(200, (index) => asks('192.0.2.66', 3_000 + 5 * index, 'REGISTER', 401))]);
    const { packets, others } = await report('c.pcap');
    expect(packets.answersWithheld).toBe(others.refusedPackets);
    expect(others.refusedPackets).toBeGreaterThan(150);
  });

  test.each(['nftables', 'iptables'])('the rules of %s, IPv4 and IPv6 beside each other', async (backend) => {
    files([
      ...phones(2),
      ...registers('2001:db8:5::7', 100),
      ...times(50, (index) => asks('2001:db8:66::1', 2_000 + index, 'REGISTER', 401)),
    ]);
    const found = await report('c.pcap', '--backend', backend);
    expect(found).toMatchObject({
      status: 0,
      backend,
      switch: { addresses: expect.arrayContaining(Object.values(own)), by: 'found' },
    });
    expect(found.others.list[0]).toMatchObject({ source: '2001:db8:66::/64', offered: 50 });
    expect(found.others.refusedPackets).toBeGreaterThan(30);
  });

  test('several files in the order of their times, gzip, and the standard input, give the same', async () => {
    const said = [...phones(6), ...calls, ...flood];
    files(said);
    const whole = await report('c.pcap');
    const shape = { little: false, nanoseconds: true, link: 101 };
    const frames = framesOf(said);
    writeFileSync(join(folder(), 'a.pcap'), pcapOf(frames.slice(200), shape));
    writeFileSync(join(folder(), 'b.pcap.gz'), gzipSync(pcapOf(frames.slice(0, 200), shape)));
    const parts = await report('a.pcap', 'b.pcap.gz');
    expect({ ...parts, files: [] }).toEqual({ ...whole, files: [] });
    const { out } = await vosguard(folder(), ['replay', '-', '--json'], {
      stdinPieces: async function* () {
        for (let at = 0; at < 100_000_000; at += 1_000) {
          const piece = readFileSync(join(folder(), 'c.pcap')).subarray(at, at + 1_000);
          if (piece.length === 0) return;
          yield piece;
        }
      },
    });
    // What it advises differs: the standard input cannot be read twice.
    const piped = { status: whole.status, ...JSON.parse(out), files: [], notes: [] };
    expect(piped).toEqual({ ...whole, files: [], notes: [] });
  });

  test('no byte of a message is printed but, where asked, what it says it is, made visible', async () => {
    files([...phones(1), ...flood]);
    const plain = await vosguard(folder(), ['replay', 'c.pcap']);
    expect(plain.out).not.toMatch(/evil|switch\.test|z9hG4bK/);
    const asked = await vosguard(folder(), ['replay', 'c.pcap', '--user-agents']);
    expect(asked.out).toContain('evil');
    expect(asked.out).not.toContain('\x1b');
  });

  test('a page of its own with the same numbers', async () => {
    files([...phones(3), ...calls, ...flood]);
    const { status } = await vosguard(folder(), ['replay', 'c.pcap', '--html', 'r.html', '--user-agents']);
    const page = readFileSync(join(folder(), 'r.html'), 'utf8');
    expect(status).toBe(1);
    expect(page).toContain('1 of 4 customers would be hurt');
    expect(page).not.toMatch(/<script|src=|href="http/);
    expect(page.indexOf('Customers hurt')).toBeLessThan(page.indexOf('Attackers and other sources'));
  });
});

describe('captures that tell less than is asked', () => {
  test('one direction only: nobody can be told to be a customer, status 2', async () => {
    files([...phones(3), ...flood].filter(({ from }) => from !== own.ipv4));
    const found = await report('c.pcap', '--switch', own.ipv4);
    expect(found).toMatchObject({ status: 2, verdict: 'cannot tell' });
    expect(found.notes.join()).toContain('no answer of the switch');
  });

  test('no SIP at all: status 2, and what to say', async () => {
    files([{ at: 0, from: '192.0.2.1', to: '192.0.2.2', toPort: 53, text: 'x' }]);
    const { status, out } = await vosguard(folder(), ['replay', 'c.pcap']);
    expect(status).toBe(2);
    expect(out).toContain('--switch ADDRESS');
  });

  test('a policy of another switch is named, and so is a --switch that does not occur', async () => {
    files(phones(3), `${goodPolicy}sip: { to: [203.0.113.99] }\n`);
    const other = await vosguard(folder(), ['replay', 'c.pcap']);
    expect(other.status).toBe(2);
    expect(other.err).toContain('sip.to names other addresses than the switch of the captures (203.0.113.1)');
    files(phones(3));
    const named = await vosguard(folder(), ['replay', 'c.pcap', '--switch', '203.0.113.99']);
    expect(named.status).toBe(2);
    expect(named.err).toContain('no packet of the captures is to or from 203.0.113.99');
  });

  test('behind a translation of addresses: one private source with many ports', async () => {
    files(
      times(60, (index) => {
        const at = 100 * index;
        const [id, back] = [`n${index}`, { from: own.ipv4, to: '172.17.0.1', toPort: 20_000 + index }];
        return [
          { at, from: '172.17.0.1', to: own.ipv4, fromPort: 20_000 + index, text: request('REGISTER', id) },
          { ...back, at: at + 5, text: answer(200, 'REGISTER', id) },
        ];
      }),
    );
    const { notes } = await report('c.pcap');
    expect(notes.join()).toContain('behind a translation of addresses');
  });

  test('rules that were in force: nobody but customers is answered', async () => {
    files([...phones(3), ...times(50, (index) => asks('192.0.2.66', 3_000 + index, 'REGISTER', undefined))]);
    expect((await report('c.pcap')).notes.join()).toContain('rules were perhaps in force');
    files(phones(3));
    expect((await report('c.pcap')).notes.join()).toContain('or it was made behind rules');
  });

  test('a call that began before the capture', async () => {
    files([...phones(1), ...asks('192.0.2.40', 100, 'BYE', 200)]);
    const { customers, notes } = await report('c.pcap');
    expect(customers).toMatchObject({ fromBefore: 1 });
    expect(notes.join()).toContain('first seen in a call that began before the capture');
  });

  test.each([
    [
      'cut',
      (file: Buffer) => file.subarray(0, file.length - 5),
      /ends in the middle of a packet, at byte \d+/,
    ],
    ['damaged', (file: Buffer) => Buffer.concat([file, Buffer.alloc(40, 0xff)]), /is damaged at byte \d+/],
  ])('a file that is %s is played as far as it goes, and said', async (_, spoil, words) => {
    files(phones(3));
    writeFileSync(join(folder(), 'c.pcap'), spoil(readFileSync(join(folder(), 'c.pcap'))));
    const { status, notes } = await report('c.pcap');
    expect(status).toBe(0);
    expect(notes.join()).toMatch(words);
  });

  test.each([
    ['', 'it is empty'],
    ['vosguard: 1', 'it looks like text'],
    ['\xfd7zXZ\x00', 'compressed with xz'],
  ])('%j is no capture: status 2', async (bytes, words) => {
    files([]);
    writeFileSync(join(folder(), 'c.pcap'), Buffer.from(bytes, 'latin1'));
    const { status, err } = await vosguard(folder(), ['replay', 'c.pcap']);
    expect(status).toBe(2);
    expect(err).toContain(words);
  });

  test.each([
    [['replay'], 'need at least 1'],
    [['replay', 'a.yaml'], 'needs a capture'],
    [['replay', 'gone.pcap'], 'there is no gone.pcap'],
    [['replay', '.'], 'a folder'],
    [['replay', 'c.pcap', '--switch', 'there'], '--switch takes addresses'],
    [['replay', '-', '--known-at-start'], 'reads the captures twice'],
    [['replay', 'c.pcap', '--learn', 'soon'], '--learn takes a time'],
  ])('%j', async (argv, words) => {
    files(phones(1));
    const { status, err } = await vosguard(folder(), argv);
    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});

test('the built program reads a pipe, and a FIFO', () => {
  files(phones(2));
  const program = join(process.cwd(), 'dist/bin/vosguard.js');
  const script = `mkfifo f; cat c.pcap > f & "${process.execPath}" "${program}" replay f --json > f.json; "${process.execPath}" "${program}" replay - --json < c.pcap > s.json`;
  execFileSync('sh', ['-c', script], { cwd: folder(), env: { PATH: process.env.PATH } });
  for (const name of ['f.json', 's.json'])
    expect(JSON.parse(readFileSync(join(folder(), name), 'utf8'))).toMatchObject({
      verdict: 'nobody hurt',
      customers: { total: 2 },
    });
});
