import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostIdentity } from '../../src/host/machine.js';
import { sealOf } from '../../src/plan/plan-file.js';
import { compileText } from '../lint-text.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const file = () => join(folder(), 'plan.json');

type Plan = Record<string, unknown>;

/** A plan, as if it had been made on this host, with what a case makes of it. */
async function writePlan(change: (plan: Plan) => Plan = (plan) => plan): Promise<void> {
  writeFileSync(join(folder(), 'policy.yaml'), goodPolicy);
  mkdirSync(join(folder(), 'saved'), { recursive: true });
  const rules = compileText(goodPolicy).artifacts.get('iptables.rules') ?? '';
  writeFileSync(join(folder(), 'saved/iptables-save.txt'), rules);
  await vosguard(folder(), ['plan', '--against', 'saved', '--backend', 'iptables', '-o', 'plan.json']);
  const { seal: _, ...made } = JSON.parse(readFileSync(file(), 'utf8'));
  const changed = change(made);
  writeFileSync(file(), JSON.stringify({ ...changed, seal: sealOf(changed) }));
}

const here = (plan: Plan): Plan => ({ ...plan, host: hostIdentity() });
const apply = (...more: readonly string[]) => vosguard(folder(), ['apply', '--plan', 'plan.json', ...more]);

test.each<readonly [string, number, RegExp, (plan: Plan) => Plan, readonly string[]]>([
  ['another version', 2, /is of vosguard 9\.9\.9; this is /, (plan) => ({ ...plan, version: '9.9.9' }), []],
  ['another format', 2, /is no plan that vosguard/, (plan) => ({ ...plan, format: 2 }), []],
  ['a saved listing', 3, /made from a saved listing/, (plan) => plan, []],
  [
    'another host',
    3,
    /made on elsewhere; this is /,
    (plan) => ({ ...plan, host: { name: 'elsewhere', id: null } }),
    [],
  ],
  [
    'a clone of this host',
    3,
    /\(machine 0123\); this is .* \(machine /,
    (plan) => ({ ...plan, host: { ...hostIdentity(), id: '0123' } }),
    [],
  ],
  ['another backend', 2, /a plan for iptables/, here, ['--backend', 'nftables']],
])('a plan of %s: status %i, and nothing is run', async (_, expected, words, change, more) => {
  await writePlan(change);
  const { status, out, err } = await apply(...more);
  expect([status, out]).toEqual([expected, '']);
  expect(err).toMatch(words);
  expect(err).toMatch(/; nothing was changed$/m);
});

test.each([
  ['edited', (text: string) => text.replace('"iptables"', '"nftables"'), /has been edited since/],
  ['half of it', (text: string) => text.slice(0, 200), /is no plan that/],
  ['a list', () => '[1]', /is no plan that/],
  ['what plan -o wrote before plans could be applied', () => '{"format":1}', /is no plan that/],
])('a file that is %s: status 2', async (_, change, words) => {
  await writePlan(here);
  writeFileSync(file(), change(readFileSync(file(), 'utf8')));
  const { status, err } = await apply();
  expect([status, err]).toEqual([2, expect.stringMatching(words)]);
});

test('no file, and a folder: status 2', async () => {
  await writePlan();
  expect(await vosguard(folder(), ['apply', '--plan', 'none.json'])).toMatchObject({ status: 2 });
  expect(await vosguard(folder(), ['apply', '--plan', 'saved'])).toMatchObject({ status: 2 });
});

test('--plan goes without --dry-run', async () => {
  const { status, err } = await vosguard(folder(), ['apply', '--plan', 'plan.json', '--dry-run']);
  expect([status, err]).toEqual([2, expect.stringContaining('--plan goes without --dry-run')]);
});
