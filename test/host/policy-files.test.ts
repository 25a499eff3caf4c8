import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { policyFiles } from '../../src/host/policy-files.js';
import { policyLimit, type ReadResult } from '../../src/parse/files.js';

let base = '';
let root = '';
let policy = '';

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'vosguard-files-')));
  root = join(base, 'policy');
  policy = join(root, 'policy.yaml');
  mkdirSync(join(root, 'sub'), { recursive: true });
  mkdirSync(join(base, 'policy-of-others'));
  writeFileSync(policy, 'vosguard: 1\n');
  writeFileSync(join(root, 'sub', 'a.yaml'), 'a: 1\n');
  writeFileSync(join(root, '..a.yaml'), 'dots: 1\n');
  writeFileSync(join(base, 'secret'), 'secret\n');
  writeFileSync(join(base, 'policy-of-others', 'secret'), 'secret\n');
  symlinkSync(join(base, 'secret'), join(root, 'leads-out'));
  symlinkSync(base, join(root, 'folder-out'));
  symlinkSync('sub/a.yaml', join(root, 'leads-in'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('/dev/zero', join(root, 'device'));
  execaSync('mkfifo', [join(root, 'pipe')]);
  writeFileSync(join(root, 'large'), '');
  truncateSync(join(root, 'large'), policyLimit + 1);
  writeFileSync(join(root, 'just-right'), '');
  truncateSync(join(root, 'just-right'), policyLimit);
});

afterAll(() => rmSync(base, { recursive: true }));

function read(path: string, { allowOutside = false, from = policy } = {}): ReadResult {
  return policyFiles({ root, allowOutside }).read(path, from, policyLimit);
}

function faultOf(result: ReadResult): string {
  return result.kind === 'fault' ? result.fault : 'none';
}

const faults: readonly (readonly [path: string, fault: string])[] = [
  ['sub/a.yaml', 'none'],
  ['./sub/../sub/a.yaml', 'none'],
  ['..a.yaml', 'none'],
  ['leads-in', 'none'],
  ['just-right', 'none'],
  ['large', 'too-large'],
  ['missing.yaml', 'missing'],
  ['policy.yaml/x', 'missing'],
  ['dangling', 'missing'],
  ['nul\0byte', 'missing'],
  ['x'.repeat(5000), 'missing'],
  ['loop', 'unreadable'],
  ['.', 'not-regular'],
  ['sub', 'not-regular'],
  ['pipe', 'not-regular'],
  ['..', 'outside'],
  ['../secret', 'outside'],
  ['../missing', 'outside'],
  ['../policy-of-others/secret', 'outside'],
  ['/etc/passwd', 'outside'],
  ['leads-out', 'outside'],
  ['folder-out/secret', 'outside'],
  ['device', 'outside'],
];

test.each(faults)('%s: %s', (path, fault) => {
  expect(faultOf(read(path))).toBe(fault);
});

test.each([
  ['../secret', 'none'],
  ['leads-out', 'none'],
  ['device', 'not-regular'],
  ['/dev/null', 'not-regular'],
  ['../missing', 'missing'],
])('%s, where outside is allowed: %s', (path, fault) => {
  expect(faultOf(read(path, { allowOutside: true }))).toBe(fault);
});

test('the content, and a path as the user would write it', () => {
  const expected = {
    kind: 'text',
    path: join(root, 'sub/a.yaml'),
    identity: join(root, 'sub/a.yaml'),
    outside: false,
  };
  expect(read('../leads-in', { from: join(root, 'sub', 'a.yaml') })).toMatchObject({
    ...expected,
    path: join(root, 'leads-in'),
  });
  const result = read('sub/a.yaml');
  expect(result).toMatchObject(expected);
  expect(result.kind === 'text' && Buffer.from(result.bytes).toString()).toBe('a: 1\n');
});

test('a file outside is marked, so that nobody quotes it', () => {
  expect(read('../secret', { allowOutside: true })).toMatchObject({ outside: true });
});

test.each<readonly [string, { readonly allowOutside?: boolean; readonly ofRoot?: string }, object]>([
  ['leads-out', {}, { fault: 'outside' }],
  ['device', {}, { fault: 'outside' }],
  ['leads-in', {}, { kind: 'text', outside: false }],
  ['leads-out', { allowOutside: true }, { kind: 'text', outside: true }],
  // Where only root can make a link, as configuration management does.
  ['leads-out', { ofRoot: 'its folder' }, { kind: 'text', outside: false }],
  ['device', { ofRoot: 'its folder' }, { fault: 'not-regular' }],
])('the policy itself a link, %s, %p', (name, { allowOutside = false, ofRoot }, expected) => {
  const files = policyFiles({ root, allowOutside, ...(ofRoot === undefined ? {} : { ofRoot: root }) });
  expect(files.read(join(root, name), undefined, policyLimit)).toMatchObject(expected);
});

test('the files of /proc say that they are empty, and the limit holds all the same', () => {
  const files = policyFiles({ root: '/proc/self', allowOutside: false });
  expect(files.read('/proc/self/status', undefined, 10)).toMatchObject({ fault: 'too-large' });
  expect(files.read('/proc/self/status', undefined, policyLimit)).toMatchObject({ kind: 'text' });
});
