import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { words } from '../../src/diagnostics/words/index.js';
import { brief, checked } from './checked.js';

const root = join(import.meta.dirname, '../..');
const blocklist = {
  'lists/blocklist.netset': readFileSync(join(root, 'examples/softswitch/lists/blocklist.netset'), 'utf8'),
};

const examples = readdirSync(join(root, 'examples'))
  .map((name) => `examples/${name}/policy.yaml`)
  .filter((path) => existsSync(join(root, path)));
const templates = readdirSync(join(root, 'templates')).map((name) => `templates/${name}`);

test.each([...examples, ...templates.filter((name) => name.endsWith('.yaml'))])(
  '%s has notes only',
  (path) => {
    const found = checked(readFileSync(join(root, path), 'utf8'), blocklist);
    expect(found.filter(({ code }) => words[code].severity !== 'note').map(brief)).toEqual([]);
  },
);

test.each([
  ['call-centre', 'floating'],
  ['softswitch', 'attack'],
])('%s with the profile %s has notes only', (name, profile) => {
  const found = checked(readFileSync(join(root, `examples/${name}/policy.yaml`), 'utf8'), blocklist, profile);
  expect(found.filter(({ code }) => words[code].severity !== 'note').map(brief)).toEqual([]);
});

test('a profile is checked when it is the one in use, and what it says is pointed at', () => {
  const policy = `vosguard: 1
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
profiles:
  attack:
    sip: { bans: { signature: 2d } }
`;
  expect(checked(policy).map(brief)).toEqual([]);
  expect(checked(policy, {}, 'attack').map(brief)).toEqual(['5:31 VG341']);
});
