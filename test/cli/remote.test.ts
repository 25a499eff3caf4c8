import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RemoteEnd } from '../../src/host/remote/marked-lines.js';
import type { Outcome, RemoteListeners } from '../../src/host/remote/run-remote-installer.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
beforeEach(() => writeFileSync(join(folder(), 'policy.yaml'), goodPolicy));

const begun = { folder: '/tmp/vosguard.x', connection: '192.0.2.8 40001 192.0.2.1 22' };
const lost: RemoteEnd = { kind: 'lost', ...begun };
const ended = (status: number): RemoteEnd => ({ kind: 'ended', status });
const asks = 'Confirm from a NEW connection with: vosguard --host root@switch confirm 123456';

interface Scene {
  /** What the first connection says, then how it ends, if nobody tells it to go back. */
  readonly says?: readonly string[];
  readonly end?: RemoteEnd;
  readonly connection?: string;
  /** How the second one ends, which confirms. */
  readonly confirm?: RemoteEnd;
  readonly outcome?: Outcome | undefined;
  readonly typed?: readonly (string | undefined)[];
}

/** Long enough for promises that are settled to be acted upon. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** The command over fake connections, and what they were asked for. */
async function play(argv: readonly string[], scene: Scene = {}) {
  const { says = [], end = ended(0), connection = begun.connection, confirm = ended(0) } = scene;
  const runs: (readonly string[])[] = [];
  const deeds: string[] = [];
  let second: Promise<RemoteEnd> | undefined;
  const typed = [...(scene.typed ?? [])];
  const runInstaller = (
    { host }: { readonly host: string },
    files: ReadonlyMap<string, string>,
    words: readonly string[],
    _options: unknown,
    { onBegun, onCopied, onWords, onOutput }: RemoteListeners,
  ) => {
    runs.push([host, ...words]);
    const isSecond = runs.length > 1;
    let finish = (_end: RemoteEnd) => {};
    const finished = new Promise<RemoteEnd>((resolve) => {
      finish = resolve;
    });
    const play = () => {
      if (!onBegun({ ...begun, connection })) return finish({ kind: 'refused' });
      onCopied();
      onOutput(`${files.size} files`);
      for (const line of isSecond ? [] : says) onWords(line);
      if (isSecond) return finish(confirm);
      // After what the lines have set off.
      turns()
        .then(() => second)
        .then(turns)
        .then(() => finish(end));
    };
    if (isSecond) second = finished;
    setTimeout(play, 0);
    const goBack = () => {
      deeds.push('back');
      finish(ended(3));
    };
    return { end: finished, goBack, leave: () => finish(lost) };
  };
  const told = await vosguard(folder(), argv, {
    isInteractive: scene.typed !== undefined,
    ask: async () => typed.shift(),
    remote: async () => ({
      runInstaller,
      outcome: async (...[, , state, seconds]) => {
        deeds.push(`asked for ${state} within ${seconds} s`);
        return scene.outcome;
      },
      machine: async () => 'no route to host',
    }),
  });
  return { ...told, runs, deeds };
}

const call = ['root@switch', '--command', 'vosguard --host root@switch'];
const apply = ['apply', '--host', 'root@switch'] as const;

test('apply copies everything and hands its options on, but --yes: that is for us', async () => {
  const options = '--root /image --backend nftables --confirm 2m --yes --no-persist'.split(' ');
  const { status, runs, out } = await play([...apply, ...options]);
  const handed = ['--root', '/image', '--backend', 'nftables', '--confirm', '120', '--no-persist'];
  expect({ status, runs }).toEqual({ status: 0, runs: [[...call, ...handed]] });
  expect(Number.parseInt(out, 10)).toBeGreaterThan(5);
});

test('with --yes a second connection confirms', async () => {
  const { status, runs, deeds, out } = await play([...apply, '--yes'], { says: [asks] });
  expect({ status, runs, deeds }).toEqual({
    status: 0,
    runs: [call, [...call, 'confirm', '123456']],
    deeds: [],
  });
  expect(out).toContain('1 files');
});

test.each([ended(3), ended(2), { kind: 'not-begun' } as const])(
  'where it cannot (%j), the first goes back at once',
  async (confirm) => {
    const { status, deeds, err } = await play([...apply, '--yes'], { says: [asks], confirm });
    expect({ status, deeds }).toEqual({ status: 3, deeds: ['back'] });
    expect(err).toContain('no confirmation came through a new connection');
  },
);

test('confirmed, but not written for the next boot: 4, and nothing goes back', async () => {
  const { status, deeds } = await play([...apply, '--yes'], { says: [asks], confirm: ended(4) });
  expect({ status, deeds }).toEqual({ status: 4, deeds: [] });
});

test('without --yes and without a terminal nobody is asked', async () => {
  const { status, runs, err } = await play(apply, { says: [asks], end: ended(3) });
  expect({ status, runs }).toEqual({ status: 3, runs: [call] });
  expect(err).toContain(asks);
});

test.each([
  [['yes'], 0, 2, []],
  [['maybe', '', ' YES '], 0, 2, []],
  [['no'], 3, 1, ['back']],
  [[undefined], 0, 1, []],
] as const)('at a terminal, %j', async (typed, status, connections, deeds) => {
  const told = await play(apply, { says: [asks], typed });
  expect([told.status, told.runs.length, told.deeds]).toEqual([status, connections, deeds]);
});

test('the connection is looked at as the host sees it, before anything is copied', async () => {
  const connection = '198.51.100.7 40001 192.0.2.1 22';
  const refused = await play(apply, { connection });
  expect(refused).toMatchObject({ status: 3, out: '' });
  expect(refused.err).toMatch(/no rule: services\.ssh is not open to 198\.51\.100\.7.*--force-lockout/);
  expect((await play([...apply, '--force-lockout'], { connection })).status).toBe(0);
});

test.each<readonly [Outcome | undefined, number, RegExp]>([
  ['kept', 0, /has been confirmed and is in force/],
  ['restored', 3, /what stood before is in force again/],
  ['restarted', 3, /started again: what was confirmed last/],
  ['untouched', 3, /nothing was changed/],
  ['not-restored', 4, /not everything could be put back/],
  [undefined, 4, /does not tell how it ended; .*look with: vosguard --host root@switch status/],
])('a connection that is lost, and the host says %s', async (outcome, status, words) => {
  const told = await play([...apply, '--confirm', '90', '--root', '/x'], { end: lost, outcome });
  expect([told.status, told.err]).toEqual([status, expect.stringMatching(words)]);
  expect(told.err).toContain('puts back what stood before 90 s after the new rules');
  expect(told.deeds).toEqual(['asked for /x/var/lib/vosguard within 150 s']);
});

test.each([
  [['confirm', '123456'], ['confirm', '123456'], 4],
  [['rollback'], ['rollback'], 4],
  [['uninstall'], ['--uninstall'], 4],
] as const)('%j runs the installer over there', async (argv, words, whenLost) => {
  const at = ['--host', 'root@switch', '--port', '2222', '--identity', 'a key'];
  const { status, runs, out, err } = await play([...argv, ...at], { end: ended(1) });
  const hints = "vosguard --host root@switch --port 2222 --identity 'a key'";
  expect({ status, runs, err }).toEqual({
    status: 1,
    runs: [['root@switch', '--command', hints, ...words]],
    err: '',
  });
  expect(out).toBe('1 files\n');
  expect((await play([...argv, ...at], { end: { kind: 'not-begun' } })).status).toBe(3);
  expect((await play([...argv, ...at], { end: lost })).status).toBe(whenLost);
});

test.each([[['plan']], [['apply', '--dry-run']], [['status']]])(
  '%j of a host that cannot be reached',
  async (argv) => {
    const { status, err } = await play([...argv, '--host', 'root@switch']);
    expect([status, err]).toEqual([
      3,
      expect.stringContaining('root@switch cannot be asked: no route to host'),
    ]);
  },
);

test('what the host says is never printed raw', async () => {
  const { err } = await play(apply, { says: ['\u001b[2J\u202e', 'a\tb'] });
  expect(err).toContain('\\x1b[2J\\u{202e}\na\tb\n');
});
