import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, Kernel } from '../../src/host/lab/kernel.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();

const policy = `${goodPolicy}target: { backends: [nftables] }
tests:
  - { name: a scanner, send: { from: 192.0.2.200, method: OPTIONS }, expect: { delivered: 0 } }
`;

const nothing: Attempt = {
  kind: 'played',
  observed: [
    { start: 5, times: [5], slip: 0, delivered: 0, arrived: new Set(), sets: undefined, counted: undefined },
  ],
};
const one: Attempt = {
  kind: 'played',
  observed: [
    {
      start: 5,
      times: [5],
      slip: 0,
      delivered: 1,
      arrived: new Set([1]),
      sets: undefined,
      counted: undefined,
    },
  ],
};
const lost: Attempt = { kind: 'lost' };

interface Run {
  readonly attempts?: readonly Attempt[];
  readonly missing?: Kernel['missing'];
  readonly refusal?: string;
  /** Why the laboratory does not start. */
  readonly fault?: string;
  readonly text?: string;
  readonly argv?: readonly string[];
}

/** Runs the command on a kernel that does what it is told, attempt by attempt. */
async function run({ attempts = [], missing = () => [], refusal, fault, text = policy, argv = [] }: Run) {
  writeFileSync(join(folder(), 'policy.yaml'), text);
  const urgent: boolean[] = [];
  let closed = 0;
  const kernel: Kernel = {
    refusal: () => Promise.resolve(refusal),
    missing,
    open: () =>
      Promise.resolve(
        fault ?? {
          play: (_play, isUrgent) => {
            urgent.push(isUrgent);
            return Promise.resolve(attempts[urgent.length - 1] ?? { kind: 'refused', words: 'one too many' });
          },
          seconds: () => 20 * urgent.length,
          close: () => {
            closed += 1;
            return Promise.resolve();
          },
        },
      ),
  };
  const changes = { kernel: () => Promise.resolve(kernel) };
  const ended = await vosguard(folder(), ['test', '--kernel', ...argv], changes);
  return { ...ended, urgent, closed };
}

test('says how far it is, and what is left', async () => {
  const text = `${policy}  - { name: another, send: { from: 192.0.2.201, method: OPTIONS }, expect: { delivered: 0 } }
  - { name: a third, send: { from: 192.0.2.202, method: OPTIONS }, expect: { delivered: 0 } }
`;
  const { err } = await run({ attempts: [nothing, nothing, nothing], text });
  expect(err).toContain('1 of 3 tests played, about 40 s left\n');
  expect(err).toContain('2 of 3 tests played, about 20 s left\n');
  expect(err).not.toContain('3 of 3');
});

const last = (out: string): string => out.split('\n').at(-3) ?? '';

test.each([
  ['holds', [nothing], 0, 'ok     a scanner (nftables (kernel))'],
  ['holds at the second trial', [lost, nothing], 0, 'ok     a scanner (nftables (kernel))'],
  ['a failure that does not come again', [one, nothing], 0, 'ok     a scanner (nftables (kernel))'],
  ['never in time: failed, and no failure of the rules', Array(5).fill(lost), 3, '-      a scanner (nftables (kernel)): not kept in time: the machine was too busy in each of 5 trials'],
  ['rules that do not load: the words of the tool', [{ kind: 'refused', words: 'nft: syntax error\n' }], 3, '-      a scanner (nftables (kernel)): not played: nft: syntax error'],
] as const)('%s', async (_, attempts, status, line) => {
  const ended = await run({ attempts });
  expect({ status: ended.status, line: last(ended.out) }).toEqual({ status, line });
  expect(ended.urgent).toEqual(attempts.map((_one, index) => index > 0));
  expect(ended.closed).toBe(1);
}); // biome-ignore format: a table

test('a failure that comes twice: 1, with what differs', async () => {
  const { status, out } = await run({ attempts: [one, one] });
  expect(status).toBe(1);
  expect(out).toContain('FAILED a scanner (nftables (kernel))\n  delivered: expected 0, got 1 of 1\n');
  expect(out).toContain('differs: packet 1, 5 ms after the start, 192.0.2.200:5060: delivered\n');
  expect(out).toContain('decided by what the kernel does not say; the evaluator decides otherwise\n');
  expect(out).toContain('  evaluator: expected 0 delivered, as the evaluator says, got 1 of 1\n');
});

test('a test that takes longer than a kernel is given is not played, and that is no failure', async () => {
  const then =
    'then: [{ wait: 1h, send: { from: 192.0.2.200, method: OPTIONS }, expect: { delivered: 0 } }] }';
  const { status, out, urgent } = await run({ text: policy.replace(/\}\n$/, `, ${then}\n`) });
  expect({ status, urgent }).toEqual({ status: 0, urgent: [] });
  expect(out).toMatch(
    /-.*: not played: it takes 3600 s, and a kernel is given 60 s\n1 passed, 1 not played\n$/,
  );
});

test('no namespaces, no root: 3, and why', async () => {
  const { status, out, err, closed } = await run({ refusal: 'it needs root' });
  expect({ status, out, closed }).toEqual({ status: 3, out: '', closed: 0 });
  expect(err).toBe('vosguard: --kernel: it needs root\n');
});

test('a laboratory that does not start: 3, with its words', async () => {
  const { status, out, err } = await run({ fault: "the laboratory's world ended (status 1): no node" });
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toMatch(/^vosguard: --kernel: the laboratory's world ended \(status 1\): no node$/m);
});

test('backends without their programs are left out, and said so; with none left: 3', async () => {
  const text = policy.replace(/^target.*\n/m, '');
  const missing: Kernel['missing'] = (backend) => (backend === 'nftables' ? [] : [`${backend}-restore`]);
  const some = await run({ text, missing, attempts: [nothing] });
  expect(some.status).toBe(0);
  expect(some.err).toContain('vosguard: iptables-nft is left out: not installed: iptables-nft-restore\n');
  expect(some.err).toContain(
    'vosguard: iptables-legacy is left out: not installed: iptables-legacy-restore\n',
  );
  const none = await run({ text, missing: () => ['nft'] });
  expect(none.status).toBe(3);
  expect(none.err).toMatch(/vosguard: --kernel: no backend of this policy can be loaded on this host\n$/);
});

test.each([
  ['json', /"passed": false,\n {6}"skipped": "not kept in time: [^"]*",/],
  ['junit', /<testsuite name="nftables \(kernel\)" tests="1" failures="0" skipped="1">\n.*\n\s+<skipped message="not kept in time: /],
  ['github', /^::warning file=policy\.yaml,line=6,col=\d+,title=a scanner \(nftables \(kernel\)\)::not kept in time: /m],
] as const)('--format %s says what was not played', async (format, form) => {
  const { status, out } = await run({ attempts: Array(5).fill(lost), argv: ['--format', format] });
  expect(status).toBe(3);
  expect(out).toMatch(form);
}); // biome-ignore format: a table
