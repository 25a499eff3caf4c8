import fc from 'fast-check';
import { bpfMatch } from '../../../src/emit/iptables/bpf.js';
import { firstWord, textTests, type U32Test, udpLength, udpWord } from '../../../src/emit/iptables/u32.js';
import { families } from '../../../src/net/address.js';

/** The four bytes at a place, as a number without a sign; `undefined` where the packet ends before them. */
const word = (packet: Buffer, at: number) => (at + 4 <= packet.length ? packet.readUInt32BE(at) : undefined);

/** As xt_u32.c does: walk, read, shift, mask, and one of the ranges holds. */
function u32Holds(test: U32Test, packet: Buffer): boolean {
  const [place = '', values = ''] = test.split('=');
  let base = 0;
  let value: number | undefined;
  for (const [index, step] of place.split('@').entries()) {
    if (index > 0) base += value ?? 0;
    const [offset, ...operations] = step.split(/(?=>>|&)/);
    value = word(packet, base + Number(offset));
    if (value === undefined) return false;
    for (const operation of operations)
      value = operation.startsWith('&')
        ? (value & Number(operation.slice(1))) >>> 0
        : value >>> Number(operation.slice(2));
  }
  const read = value ?? -1;
  return values.split(',').some((range) => {
    const [first = 0, last = first] = range.split(':').map(Number);
    return first <= read && read <= last;
  });
}

/** The opcodes that are used, as linux/filter.h has them. A load behind the end of the packet ends the program with 0. */
function bpfResult(bytecode: string, packet: Buffer): number {
  const [count, ...lines] = bytecode.split(',');
  const program = lines.map((line) => line.split(' ').map(Number));
  expect(program).toHaveLength(Number(count));
  let [a, x] = [0, 0];
  for (let at = 0; ; at++) {
    const [code, yes = 0, no = 0, k = 0] = program[at] ?? [];
    const loaded = code === 0x20 ? word(packet, k) : code === 0x40 ? word(packet, x + k) : a;
    if (loaded === undefined) return 0;
    if (code === 0x20 || code === 0x40) a = loaded;
    else if (code === 0x54) a = (a & k) >>> 0;
    else if (code === 0x74) a >>>= k;
    else if (code === 0x0c) a += x;
    else if (code === 0x07) x = a;
    else if (code === 0x15) at += a === k ? yes : no;
    else if (code === 0x35) at += a >= k ? yes : no;
    else if (code === 0x25) at += a > k ? yes : no;
    else if (code === 0x06) return k;
    else throw new Error(`opcode ${code}`);
  }
}

const programs = (match: string) => [...match.matchAll(/--bytecode "([^"]*)"/g)].map(([, one = '']) => one);
const bpfHolds = (match: string, packet: Buffer) =>
  programs(match).every((program) => bpfResult(program, packet) !== 0);

const family = fc.constantFrom(...families);
const transport = fc.constantFrom('udp' as const, 'tcp' as const);
const text = fc.stringMatching(/^[A-Z ]{1,50}$/);
const written = fc.oneof(
  fc.tuple(family, transport, fc.nat(40), text).map(([f, t, at, one]) => textTests(f, t, at, one)),
  fc.tuple(family, transport).map(([f, t]) => [firstWord(f, t)]),
  fc.tuple(family, fc.nat(4), fc.nat(0xffff), fc.nat(31)).map(([f, at, value, shift]) => [udpWord(f, at, value, shift)]),
  fc.tuple(family, fc.nat(0xffff)).map(([f, least]) => [udpLength(f, `0x0:0x7,0x${least.toString(16)}:0xffff`)]),
); // biome-ignore format: a form a line
/** Packets whose lengths of headers are small enough for the walk to end inside of them, now and then. */
const packet = fc
  .tuple(fc.constantFrom(0x45, 0x46, 0x60), fc.uint8Array({ minLength: 19, maxLength: 140 }))
  .map(([first, rest]) => Buffer.from([first, ...rest]));

test('a program says of every packet what the comparisons say', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), packet, (tests, bytes) => {
      const all = tests.flat();
      const wanted = all.every((one) => u32Holds(one, bytes));
      expect(bpfHolds(bpfMatch(all), bytes)).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
});

test('packets made to hold are found', () => {
  fc.assert(
    fc.property(family, transport, fc.nat(40), text, (f, t, at, one) => {
      const header = f === 'ipv4' ? 24 : 40;
      const bytes = Buffer.alloc(header + 60 + at + one.length + 4);
      bytes[0] = f === 'ipv4' ? 0x46 : 0x60;
      bytes[header + 12] = 0x80;
      bytes.write(one, header + (t === 'udp' ? 8 : 32) + at);
      const tests = textTests(f, t, at, one);
      expect(tests.every((test) => u32Holds(test, bytes))).toBe(true);
      expect(bpfHolds(bpfMatch(tests), bytes)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a negation holds where the comparison does not', () => {
  const match = bpfMatch(['0x4>>0x8&0xff=0x11'], true);
  const ipv6 = (next: number) =>
    Buffer.concat([Buffer.from([0x60, 0, 0, 0, 0, 20, next, 64]), Buffer.alloc(52)]);
  expect([17, 0, 44].map((next) => bpfHolds(match, ipv6(next)))).toEqual([false, true, true]);
});

test('each program has 64 instructions at most, and a word that 1.4.21 reads', () => {
  const long = textTests('ipv4', 'tcp', 0, 'x'.repeat(128));
  const all = programs(bpfMatch(long));
  expect(all).toHaveLength(4);
  for (const one of all) {
    expect(Number(one.split(',')[0])).toBeLessThanOrEqual(64);
    expect(one.length).toBeLessThanOrEqual(1023);
  }
});
