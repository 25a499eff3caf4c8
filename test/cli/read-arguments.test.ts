import { readArguments } from '../../src/cli/arguments/read-arguments.js';
import type { ApplyInvocation, Invocation } from '../../src/cli/invocation.js';
import type { Destination } from '../../src/host/remote/ssh.js';

const reading = { profile: undefined, allowOutside: false, format: 'pretty', colour: undefined } as const;

const linting = { ...reading, stdin: undefined, failLevel: 'error', exitZero: false } as const;

const planning = {
  ...reading,
  ...{
    file: undefined,
    host: undefined,
    backend: undefined,
    against: undefined,
    save: undefined,
    output: undefined,
  },
  ...{ json: false, exitCode: false },
} as const;
const applying: ApplyInvocation = {
  kind: 'apply',
  ...{
    dryRun: false,
    plan: undefined,
    known: undefined,
    knownFlows: false,
    note: undefined,
    lasts: undefined,
    observe: undefined,
    confirm: undefined,
    yes: false,
    noPersist: false,
    root: undefined,
    forceLockout: false,
    forceCut: false,
    forceOthers: false,
  },
  ...planning,
};

const byHand = (...words: readonly string[]) => ({
  ...({ kind: 'by-hand', words, reads: false, host: undefined, root: undefined } as const),
  changes: words[1] === 'add' || words[1] === 'remove',
});

const destination = (host: string) =>
  ({ host, port: undefined, identity: undefined }) as unknown as Destination;

const understood: readonly (readonly [readonly string[], Invocation])[] = [
  [['lint'], { kind: 'lint', files: [], ...linting }],
  [['lint', 'a', 'b'], { kind: 'lint', files: ['a', 'b'], ...linting }],
  [['lint', '007', '1e3', '0x1'], { kind: 'lint', files: ['007', '1e3', '0x1'], ...linting }],
  [['lint', '__proto__', ''], { kind: 'lint', files: ['__proto__', ''], ...linting }],
  [['lint', 'a', '--', '--b', '-'], { kind: 'lint', files: ['a', '--b', '-'], ...linting }],
  [['lint', '--format', 'json'], { kind: 'lint', files: [], ...linting, format: 'json' }],
  [['lint', '--profile=1.0'], { kind: 'lint', files: [], ...linting, profile: '1.0' }],
  [['lint', '--allow-outside', 'a'], { kind: 'lint', files: ['a'], ...linting, allowOutside: true }],
  [['lint', '--color'], { kind: 'lint', files: [], ...linting, colour: true }],
  [['lint', '--no-color', '--color'], { kind: 'lint', files: [], ...linting, colour: false }],
  [['lint', '--fail-level', 'info', '--exit-zero'], { kind: 'lint', files: [], ...linting, failLevel: 'info', exitZero: true }],
  [['lint', '--format=sarif', '--stdin'], { kind: 'lint', files: [], ...linting, format: 'sarif', stdin: 'policy.yaml' }],
  [['lint', '--stdin', '--filename', 'a/b.yaml'], { kind: 'lint', files: [], ...linting, stdin: 'a/b.yaml' }],
  [['compile'], { kind: 'compile', file: undefined, output: undefined, explainDefaults: false, verbose: false, html: false, audit: undefined, ...reading }],
  [['compile', 'a', '-o', 'b'], { kind: 'compile', file: 'a', output: 'b', explainDefaults: false, verbose: false, html: false, audit: undefined, ...reading }],
  [['compile', '--verbose'], { kind: 'compile', file: undefined, output: undefined, explainDefaults: false, verbose: true, html: false, audit: undefined, ...reading }],
  [['compile', '--output=-b'], { kind: 'compile', file: undefined, output: '-b', explainDefaults: false, verbose: false, html: false, audit: undefined, ...reading }],
  [['compile', '--explain-defaults', '--', '-a'], { kind: 'compile', file: '-a', output: undefined, explainDefaults: true, verbose: false, html: false, audit: undefined, ...reading }],
  [['explain', '203'], { kind: 'explain', topic: '203', file: undefined, ...reading }],
  [['explain', 'a.b', '--profile', 'c', '--', '-d'], { kind: 'explain', topic: 'a.b', file: '-d', ...reading, profile: 'c' }],
  [['explain'], { kind: 'explain', topic: undefined, file: undefined, ...reading }],
  [['init'], { kind: 'init', template: 'wholesale', output: 'policy.yaml' }],
  [['init', '--template', 'retail', '-o', 'x'], { kind: 'init', template: 'retail', output: 'x' }],
  [['schema'], { kind: 'schema' }],
  [['confirm', '0123'], { kind: 'confirm', code: '0123', host: undefined, root: undefined }],
  [['--root', '/x', 'confirm', '123'], { kind: 'confirm', code: '123', host: undefined, root: '/x' }],
  [['why', '198.51.100.7'], { kind: 'why', address: '198.51.100.7', file: undefined, json: false, host: undefined, root: undefined }],
  [['why', '::1', 'a', '--json'], { kind: 'why', address: '::1', file: 'a', json: true, host: undefined, root: undefined }],
  [['metrics', '--root', '/x'], { kind: 'metrics', json: false, host: undefined, root: '/x' }],
  [['known', 'list', '--limit', '5', '--json'], byHand('known', 'list', '--limit', '5', '--json')],
  [['known', 'add', '198.51.100.7', '::1', '--for', '1h'], byHand('known', 'add', '198.51.100.7', '::1', '--for', '3600')],
  [['known', 'add', '-', '--for', '1h'], { ...byHand('known', 'add', '-', '--for', '3600'), reads: true }],
  [['metrics', '--json'], { kind: 'metrics', json: true, host: undefined, root: undefined }],
  [['bans', 'add', '::1', '--json'], byHand('bans', 'add', '::1', '--json')],
  [['bans', 'remove', '--all', '--json'], byHand('bans', 'remove', '--all', '--json')],
  [['known', 'add', '::1', '--json'], byHand('known', 'add', '::1', '--json')],
  [['hooks', 'test', '--json'], { ...byHand('hooks', 'test', '--json'), changes: false }],
  [['apply', '--json'], { ...applying, json: true }],
  [['profile', 'off', '--json'], { kind: 'profile', action: 'off', yes: false, json: true, host: undefined, root: undefined }],
  [['rollback', '--list', '--json'], { kind: 'rollback', list: true, json: true, number: undefined, host: undefined, root: undefined }],
  [['known', 'remove', '--all'], byHand('known', 'remove', '--all')],
  [['known', 'export'], byHand('known', 'export', '--format', 'plain')],
  [['apply', '--for', '4h'], { ...applying, lasts: 14_400 }],
  [['profile', 'use', 'attack', 'a', '--for', '90s', '--yes'], { ...applying, profile: 'attack', file: 'a', lasts: 90, yes: true }],
  [['profile', 'status'], { kind: 'profile', action: 'status', json: false, host: undefined, root: undefined }],
  [['profile', 'status', '--json'], { kind: 'profile', action: 'status', json: true, host: undefined, root: undefined }],
  [['profile', 'off', '--root', '/x'], { kind: 'profile', action: 'off', yes: false, json: false, host: undefined, root: '/x' }],
  [['profile', 'off', '--yes'], { kind: 'profile', action: 'off', yes: true, json: false, host: undefined, root: undefined }],
  [['profile', 'done'], { kind: 'profile', action: 'done', json: false, host: undefined, root: undefined }],
  [['rollback', '--root', '/x'], { kind: 'rollback', list: false, json: false, number: undefined, host: undefined, root: '/x' }],
  [['uninstall', '--root', '/x'], { kind: 'uninstall', host: undefined, root: '/x' }],
  [['rollback', '--list'], { kind: 'rollback', list: true, json: false, number: undefined, host: undefined, root: undefined }],
  [['rollback', '000003'], { kind: 'rollback', list: false, json: false, number: 3, host: undefined, root: undefined }],
  [['status'], { kind: 'status', host: undefined, root: undefined, json: false }],
  [['apply', '--host', 'root@switch'], { ...applying, host: { host: 'root@switch', port: undefined, identity: undefined } as Destination }],
  [['status', '--host', 'switch', '-p', '2222', '-i', 'key'], { kind: 'status', host: { host: 'switch', port: 2222, identity: 'key' } as Destination, root: undefined, json: false }],
  [['status', '--json', '--root', '/x'], { kind: 'status', host: undefined, root: '/x', json: true }],
  [['bans', 'list'], { kind: 'bans', host: undefined, root: undefined, action: 'list', limit: 50, json: false }],
  [['bans', 'list', '--limit', '7', '--json'], { kind: 'bans', host: undefined, root: undefined, action: 'list', limit: 7, json: true }],
  [['bans', 'add', '::1', '--for', '2d', '--reason', ' x y '], byHand('bans', 'add', '::1', '--for', '172800', '--reason', 'x y')],
  [['bans', 'add', '1.2.3.0/24', '-'], { ...byHand('bans', 'add', '1.2.3.0/24', '-'), reads: true }],
  [['bans', 'remove', '1.2.3.4'], byHand('bans', 'remove', '1.2.3.4')],
  [['bans', 'remove', '--all'], byHand('bans', 'remove', '--all')],
  [['bans', 'export', '--format', 'exabgp', '--proven'], byHand('bans', 'export', '--format', 'exabgp', '--proven')],
  [['watch', '--tell', '--every', '10s', '--json'], byHand('watch', '--tell', '--every', '10', '--json')],
  [['watch', '--once'], byHand('watch', '--once')],
  [['review', 'a', '--html'], { kind: 'review', file: 'a', html: true, json: false, host: undefined, root: undefined }],
  [['hooks', 'test'], byHand('hooks', 'test')],
  [['sets', 'pull', '--from', 'a', '--host', 'b', '--other-root', '/x'], { kind: 'sets', from: destination('a'), to: destination('b'), fromRoot: '/x', toRoot: undefined, json: false }],
  [['sets', 'push', '--to', 'a', '--root', '/y', '--json'], { kind: 'sets', from: undefined, to: destination('a'), fromRoot: '/y', toRoot: undefined, json: true }],
  [['bans', 'export', '--format', 'list'], { kind: 'bans', host: undefined, root: undefined, action: 'export', format: 'list', limit: Number.POSITIVE_INFINITY }],
  [['apply', '--observe', '10m'], { ...applying, observe: 600 }],
  [['apply', '--known', 'a', '--known-flows'], { ...applying, known: 'a', knownFlows: true }],
  [['apply'], applying],
  [['apply', 'a', '--confirm', '90'], { ...applying, file: 'a', confirm: 90 }],
  [['apply', '--confirm=2m', '--yes', '--no-persist'], { ...applying, confirm: 120, yes: true, noPersist: true }],
  [['apply', '--dry-run', '--json', '--exit-code'], { ...applying, dryRun: true, json: true, exitCode: true }],
  [['--version'], { kind: 'text', text: '1.2.3\n' }],
]; // biome-ignore format: a table

test.each(understood)('%j', (argv, invocation) => {
  expect(readArguments(argv, '1.2.3')).toEqual(invocation);
});

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /a command is missing/],
  [['lnt'], /no command lnt/],
  [['--bogus'], /no option --bogus/],
  [['lint', '--fromat', 'json'], /lint has no option --fromat/],
  [['lint', '--constructor'], /lint has no option --constructor/],
  [['lint', '--no-profile'], /lint has no option --no-profile/],
  [['lint', '--output', 'x'], /lint has no option --output/],
  [['lint', '-x'], /unknown argument: x/],
  [['lint', '--format'], /not enough arguments following: format/],
  [['lint', '--format', 'xml'], /"xml".*"pretty", "compact", "json", "github", "sarif"/],
  [['lint', '--format', 'json', '--format', 'compact'], /--format was given more than once/],
  [['lint', '--profile', 'a', '--profile', 'b'], /--profile was given more than once/],
  [['lint', '--profile='], /--profile needs a value/],
  [['lint', '-'], /standard input.*--stdin/],
  [['lint', '--filename', 'a'], /--filename goes with --stdin/],
  [['lint', '--stdin', 'a'], /--stdin reads one policy; a is another/],
  [['lint', '--fail-level', 'note'], /"note".*"error", "warning", "info"/],
  [['compile', '--stdin'], /compile has no option --stdin/],
  [['compile', 'a', 'b'], /unknown argument: b/],
  [['compile', 'a', '--', 'b'], /one word too many: b/],
  [['compile', '-o', '-x'], /not enough arguments following: o/],
  [['init', '--', 'x'], /one word too many: x/],
  [['confirm'], /not enough non-option arguments/],
  [['confirm', '1', '2'], /unknown argument: 2/],
  [['apply', '--for', '90'], /--for takes a time such as 30m or 4h, 24 days at most; not 90/],
  [['why'], /./],
  [['why', 'sip.example.com'], /sip.example.com is not an address/],
  [['known', 'add', '::1', '--', '--yes'], /--yes is not an address/],
  [['known', 'add', 'sip.example.com'], /sip.example.com is not an address/],
  [['known', 'add', '-', '-'], /- was given more than once/],
  [['known', 'list', '-'], /standard input \(-\) is not read/],
  [['bans', 'export', '--format', 'nft', '--limit', '3'], /--limit does not go with --format nft/],
  [['bans', 'export', '--format', 'list', '--proven'], /--proven does not go with --format list/],
  [['watch', '--once', '--tell'], /--once goes without --tell/],
  [['watch', '--once', '--every', '5s'], /--every goes without --once/],
  [['watch', '--every', '2h'], /between a second and an hour/],
  [['review', '--html', '--json'], /--html goes without --json/],
  [['hooks'], /a command is missing: test/],
  [['sets', 'pull'], /needs --from/],
  [['sets', 'push', '--to=-x'], /--to cannot be -x/],
  [['sets', 'push', '--to', 'a', '--other-root', 'b'], /begins with \//],
  [['known', 'remove'], /takes addresses, or --all/],
  [['known', 'remove', '::1', '--all'], /takes addresses, or --all/],
  [['known', 'list', '--limit', '0'], /--limit takes a whole number/],
  [['profile', 'use'], /./],
  [['profile'], /a command is missing: use, status, off, done/],
  [['uninstall', 'now'], /unknown argument: now/],
  [['rollback', '0'], /0 is not the number of an apply/],
  [['rollback', '-1'], /./],
  [['rollback', '5', '6'], /unknown argument: 6/],
  [['rollback', '5', '--list'], /--list goes without a number/],
  [['apply', '--confirm', '0'], /--confirm takes whole seconds/],
  [['apply', '--confirm', '1500ms'], /--confirm takes whole seconds/],
  [['apply', '--confirm', '2d'], /at most 99999s; not 2d/],
  [['apply', '--backend', 'pf'], /"pf".*"iptables", "nftables"/],
  [['apply', '--host', '-oProxyCommand=id'], /not enough arguments following: host/],
  [['apply', '--host=-v'], /--host cannot be -v: ssh, or that of a jump host, would take it for an option/],
  [['apply', '--host', 'root@switch;id'], /--host cannot be root@switch;id: only letters/],
  [['apply', '--host', 'a b'], /--host cannot be a b/],
  [['apply', '--host', 'a', '--host', 'b'], /--host was given more than once/],
  [['apply', '--host', 'switch', '--root', 'image'], /--root is a folder of the host/],
  [['status', '--host', 'switch', '--port', '0'], /--port takes one port, not 0/],
  [['status', '--host', 'switch', '--port', '22-23'], /--port takes one port, not 22-23/],
  [['status', '-p', '22'], /--port and --identity go with --host/],
  [['confirm', '1', '-i', 'key'], /--port and --identity go with --host/],
  [['plan', '--host', 'switch', '--against', 'saved'], /either --host or --against/],
  [['apply', '--host', 'switch', '-o', 'StrictHostKeyChecking=no'], /--output goes with --dry-run/],
  [['apply', '-o', 'x'], /--output goes with --dry-run/],
  [['explain', 'a', 'b', 'c'], /unknown argument: c/],
  [['explain', 'a', '--format', 'json'], /explain has no option --format/],
];

test.each(refused)('%j is refused', (argv, message) => {
  expect(readArguments(argv, '1.2.3')).toMatchObject({
    kind: 'usage',
    fault: { message: expect.stringMatching(message) },
  });
});

test.each([
  'init',
  'lint',
  'compile',
  'plan',
  'apply',
  'confirm',
  'rollback',
  'uninstall',
  'status',
  'explain',
  'schema',
])('%s has a help page with an example', (command) => {
  const page = readArguments([command, '--help'], '1.2.3');
  expect(page).toMatchObject({ kind: 'text', text: expect.stringContaining(`vosguard ${command}`) });
  expect(page).toMatchObject({ kind: 'text', text: expect.stringContaining('Examples:') });
});

test('the help page names every command and what the exit status means', () => {
  const page = readArguments(['--help'], '1.2.3');
  for (const word of ['init', 'lint', 'compile', 'apply', 'confirm', 'explain', 'schema', 'Exit status']) {
    expect(page).toMatchObject({ kind: 'text', text: expect.stringContaining(word) });
  }
});

test('the locale of the process does not matter', () => {
  const before = process.env.LC_ALL;
  process.env.LC_ALL = 'de_DE.UTF-8';
  try {
    expect(readArguments(['lint', '--help'], '1.2.3')).toMatchObject({
      text: expect.stringContaining('Options:'),
    });
  } finally {
    if (before === undefined) delete process.env.LC_ALL;
    else process.env.LC_ALL = before;
  }
});

/** Words that begin with a dash, behind options that want a text. */
test.each<[readonly string[], string, unknown]>([
  [['vos', 'illegal-calls', '--columns', '-,callerip,-'], 'columns', '-,callerip,-'],
  [['vos', 'illegal-calls', '--columns', '-|-|callerip'], 'columns', '-|-|callerip'],
  [['vos', 'illegal-calls', '--columns=-,callerip'], 'columns', '-,callerip'],
  [['vos', 'illegal-calls', '--cause', '-9,-8', '--json'], 'causes', ['-9', '-8']],
  [['vos', 'illegal-calls', '--cause', '-9', '--', '-a'], 'file', '-a'],
  [['vos', 'advise', '--columns', '-,callerip'], 'columns', '-,callerip'],
  [
    ['vos', 'checklist', '--done', 'saved', '--note', '- rebooted'],
    'done',
    { item: 'saved', note: '- rebooted' },
  ],
])('%j: %s is %j', (argv, key, value) => {
  expect(Object.entries(readArguments(argv, '1'))).toContainEqual([key, value]);
});

test.each<[readonly string[], string]>([
  [['vos', 'illegal-calls', '--columns', '--json'], 'not enough arguments following: columns'],
  [['vos', 'illegal-calls', '--json', '-,x'], 'unknown arguments: ,, x'],
])('%j is a fault: %s', (argv, message) => {
  expect(readArguments(argv, '1')).toEqual({ kind: 'usage', fault: expect.objectContaining({ message }) });
});

const switchHost = { host: 'root@switch', port: undefined, identity: undefined };

/** Lists that the host of the rules fetches by itself are asked for there, and no policy is read. */
test.each<[readonly string[], unknown]>([
  [
    ['lists', 'refresh', '--host', 'root@switch', '--only', 'drop', '--due'],
    { kind: 'lists', words: ['refresh', 'drop', '--due'], host: switchHost, root: undefined },
  ],
  [
    ['lists', 'refresh', '--on-switch', '--accept', 'drop'],
    { kind: 'lists', words: ['refresh', '--accept', 'drop'], host: undefined, root: undefined },
  ],
  [['lists', 'status', '--root', '/x'], { kind: 'lists', words: ['status'], host: undefined, root: '/x' }],
  [
    ['lists', 'status', 'policy.yaml', '--host', 'root@switch'],
    { kind: 'usage', fault: expect.objectContaining({ message: expect.stringContaining('read no policy') }) },
  ],
  [
    ['lists', 'refresh', 'policy.yaml'],
    expect.objectContaining({ kind: 'lists-refresh', file: 'policy.yaml' }),
  ],
])('%j', (argv, invocation) => {
  expect(readArguments(argv, '1')).toEqual(invocation);
});
