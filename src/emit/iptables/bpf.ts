import type { U32Test } from './u32.js';

/** xt_bpf: XT_BPF_MAX_NUM_INSTR. */
const MOST_INSTRUCTIONS = 64;
/** iptables 1.4.21 crashes on a quoted word that is longer. */
const LONGEST = 1023;
/** As many comparisons as fit into a program of 64 instructions, whatever they are. */
const TESTS_PER_PROGRAM = 10;

/** Opcodes of the classic BPF (linux/filter.h). A is where a value is read and changed, X what the next place is counted from. */
const code = {
  load: 0x20, // A = the four bytes at k
  loadFromX: 0x40, // A = the four bytes at X + k
  and: 0x54,
  shiftRight: 0x74,
  addX: 0x0c,
  toX: 0x07, // X = A
  equal: 0x15,
  atLeast: 0x35,
  above: 0x25,
  return: 0x06,
} as const;

type Label = 'next' | 'fail';

interface Instruction {
  readonly code: number;
  readonly k: number;
  /** Where a comparison goes; `next` is the instruction behind it. */
  readonly yes?: Label | number;
  readonly no?: Label | number;
}

/**
 * The same comparisons as `u32Match`, as a program of the classic BPF for xt_bpf, which kernels without xt_u32 have. Both count
 * from the first byte of the IP header, read four bytes in the order of the network, and fail where the packet ends before the
 * fourth; in BPF that ends the program with "no match", also where `negate` is asked: then only what every packet has may be read.
 */
export function bpfMatch(tests: readonly U32Test[], negate = false): string {
  if (negate && tests.length > TESTS_PER_PROGRAM)
    throw new Error('a negation of several programs is not one match');
  const matches: string[] = [];
  for (let i = 0; i < tests.length; i += TESTS_PER_PROGRAM)
    matches.push(`-m bpf --bytecode "${program(tests.slice(i, i + TESTS_PER_PROGRAM), negate)}"`);
  return matches.join(' ');
}

function program(tests: readonly U32Test[], negate: boolean): string {
  let walked = '';
  const body = tests.flatMap((test) => {
    const { walk, comparison } = parse(test);
    const steps = walk === walked ? [] : stepsTo(walk);
    walked = walk;
    return [...steps, ...compared(comparison, walk !== '')];
  });
  const end: readonly Instruction[] = [
    { code: code.return, k: negate ? 0 : 1 },
    { code: code.return, k: negate ? 1 : 0 },
  ];
  const text = printed([...body, ...end]);
  if (body.length + end.length > MOST_INSTRUCTIONS || text.length > LONGEST)
    throw new Error('a program for xt_bpf is too long');
  return text;
}

/** `0x0>>0x16&0x3c@0x8=0x1,0x2:0x3`: what leads to the place, and what is read and compared there. */
function parse(test: U32Test) {
  const at = test.lastIndexOf('@') + 1;
  const [read = '', values = ''] = test.slice(at).split('=');
  return { walk: test.slice(0, at), comparison: { read, values } };
}

/** X becomes what the steps `...@` lead to. Each is a number that is read, changed, and added to what came before. */
function stepsTo(walk: string): readonly Instruction[] {
  return walk
    .split('@')
    .slice(0, -1)
    .flatMap((step, index) => [
      ...value(step, index > 0),
      ...(index > 0 ? [{ code: code.addX, k: 0 }] : []),
      { code: code.toX, k: 0 },
    ]);
}

/** `0x8>>0x1e&0xff`: reads four bytes into A and changes them. */
function value(text: string, fromX: boolean): readonly Instruction[] {
  const [offset = '', ...operations] = text.split(/(?=>>|&)/);
  return [
    { code: fromX ? code.loadFromX : code.load, k: Number(offset) },
    ...operations.map((operation) =>
      operation.startsWith('&')
        ? { code: code.and, k: Number(operation.slice(1)) }
        : { code: code.shiftRight, k: Number(operation.slice(2)) },
    ),
  ];
}

function compared(
  { read, values }: { readonly read: string; readonly values: string },
  fromX: boolean,
): readonly Instruction[] {
  const ranges = values.split(',').map((range) => range.split(':').map(Number));
  const sizes = ranges.map(([first, last = first]) => (first === last ? 1 : 2));
  const tests = ranges.flatMap(([first = 0, last = first], index): readonly Instruction[] => {
    // How many instructions of the ranges that follow must be jumped over once one holds.
    const behind = sizes.slice(index + 1).reduce((sum, size) => sum + size, 0);
    const otherwise = behind === 0 ? 'fail' : 'next';
    if (first === last) return [{ code: code.equal, k: first, yes: behind, no: otherwise }];
    return [
      { code: code.atLeast, k: first, yes: 'next', no: behind === 0 ? 'fail' : 1 },
      { code: code.above, k: last, yes: otherwise, no: behind },
    ];
  });
  return [...value(read, fromX), ...tests];
}

/** The number of instructions, then each as `code jt jf k`, as iptables-save prints them. The last two are "all held" and "one failed". */
function printed(instructions: readonly Instruction[]): string {
  const target = (label: Label | number, at: number): number => {
    if (typeof label === 'number') return label;
    return label === 'next' ? 0 : instructions.length - 1 - at - 1;
  };
  const texts = instructions.map(({ code: opcode, k, yes = 0, no = 0 }, at) =>
    [opcode, target(yes, at), target(no, at), k].join(' '),
  );
  return [texts.length, ...texts].join(',');
}
