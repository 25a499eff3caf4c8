import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { compileText } from '../../lint-text.js';
import { ban, bans } from './bans.js';
import { shiftClock } from './clock.js';
import { describeEachBackend, describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { rulesOf } from './state.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: 5/s burst 10 } } }
vos3000: { version: "2.1.9.07", parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: on } }
profiles:
  attack:
    expires: 4h
    sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } }
    vos3000: { parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: off } }
`;
const base = compileText(policy).artifacts;
const attack = compileText(policy, {}, 'attack').artifacts;

const built = join(process.cwd(), 'dist/bin/vosguard.js');
const stateOf = (host: Host, path: string) => join(host.root, 'var/lib/vosguard', path);
const apply = (host: Host, name: string, ...more: string[]) =>
  host.install(name, ...backendOption(host.backend), '--yes', ...more);
const limit = (host: Host): string | undefined =>
  /(?:REGISTER|sREGI)[^\n]*?\b([25])\/sec/.exec(rulesOf(host))?.[1];

/** As if it had been meant for a second. */
const over = (host: Host, apply: string): void =>
  writeFileSync(stateOf(host, `snapshots/${apply}/expires`), '1\n');

/** vosguard-keep, as its unit runs it. */
const keep = (host: Host) =>
  host.beginCommand(['sh', `${host.root}/etc/vosguard/start`, 'keep', '--root', host.root]);

async function until(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 240; i++) {
    if (condition()) return true;
    await setTimeout(250);
  }
  return false;
}

const ending = async (host: Host): Promise<void> => {
  const keeper = keep(host);
  expect(await until(() => host.state('applied') === '000003' || host.state('applied') === '000004')).toBe(
    true,
  );
  expect(await until(() => host.state('pending') === undefined)).toBe(true);
  host.sh(`kill $(cut -d' ' -f1 ${host.root}/var/lib/vosguard/keeper)`);
  await keeper.end;
};

describeEachBackend('a profile', (host) => {
  beforeEach(() => {
    host().put('base', base);
    host().put('attack', attack);
  });

  test('ends by itself: the rules of before stand again, what was learned stays, the switch is not forgotten', async () => {
    expect(apply(host(), 'base')).toMatchObject({ status: 0 });
    const before = rulesOf(host());
    const used = apply(host(), 'attack', '--for', '2h');
    expect(used).toMatchObject({ status: 0 });
    expect(used.err).toMatch(/the profile attack stays for 2h; then apply 1, .* comes back by itself\n/);
    expect(limit(host())).toBe('2');
    ban(host(), 4, '198.51.100.7', 3000);
    const json = JSON.parse(host().install('base', 'profile', 'status', '--json').out);
    expect(json).toMatchObject({ format: 1, profile: 'attack', settingsByHand: false });
    expect([json.apply, json.secondsLeft, json.comesBack]).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.any(Number),
    ]);
    const told = host().install('base', 'profile', 'status');
    expect(told).toMatchObject({
      status: 0,
      out: expect.stringMatching(
        /^attack is in force: [\s\S]*ends in (?:2h|1h 59m); then apply 1 comes back\n$/,
      ),
    });
    expect(host().install('base', '--status').out).toMatch(
      /the profile attack ends in (?:2h|1h 59m); then apply 1 comes back\n/,
    );

    over(host(), '000002');
    await ending(host());
    expect([...bans(host(), 4).keys()]).toEqual(['198.51.100.7']);
    host().install('base', 'bans', 'remove', '198.51.100.7');
    expect(rulesOf(host())).toBe(before);
    const after = host().install('base', '--status');
    expect(after).toMatchObject({
      status: 0,
      out: expect.stringContaining('note: the profile attack has ended\n'),
    });
    expect(after.out).toMatch(
      /own settings are to be put back by hand, as \S+\/by-hand\.md says; .* profile done\n/,
    );
    expect(host().state('by-hand.md')).toContain('SERVER_BILLING_RECORD_ZERO_HOLD_TIME');
    expect(host().install('base', 'profile', 'done')).toMatchObject({ status: 0 });
    expect(host().install('base', 'profile', 'status').out).toMatch(/^no profile is in force: [^\n]*\n$/);
    expect(JSON.parse(host().install('base', 'profile', 'status', '--json').out)).toMatchObject({
      ...{ profile: null, secondsLeft: null, comesBack: null },
    });
  });

  test('ends after a restart too, and after the clock was set back; a second use prolongs; off ends it', async () => {
    expect(apply(host(), 'base')).toMatchObject({ status: 0 });
    expect(apply(host(), 'attack')).toMatchObject({ status: 0 });
    expect(apply(host(), 'attack', '--for', '20d').err).toContain(
      'the profile attack stays for 20d; then apply 1,',
    );
    // Within a boot nothing that is done to the clock matters.
    shiftClock(host(), 86_400 * 27);
    expect(host().install('base', 'profile', 'status').out).toMatch(/ends in (?:20d|19d)/);
    await host().boot();
    expect(host().run(['sh', `${host().root}/etc/vosguard/start`, '--root', host().root])).toMatchObject({
      status: 0,
    });
    expect(limit(host())).toBe('2');
    writeFileSync(stateOf(host(), 'snapshots/000003/boot'), 'another boot\n');
    expect(host().install('base', 'profile', 'status').out).toMatch(
      /is over since 7d[^:]*: apply 1 comes back/,
    );
    shiftClock(host(), -86_400);
    // By the time since the boot, which is that of the machine that runs this.
    expect(host().install('base', 'profile', 'status').out).toMatch(/ends in \d+d/);
    const off = host().install('base', 'profile', 'off', '--yes');
    expect(off).toMatchObject({ status: 0 });
    expect(limit(host())).toBe('5');
    expect(host().install('base', 'profile', 'off')).toMatchObject({
      status: 3,
      err: expect.stringContaining('no profile with an end is in force here'),
    });
  });
});

describeHosts('vosguard profile', 'iptables-nft', (host) => {
  test('use, status, off and done, with the words that a person types', async () => {
    writeFileSync(join(host().folder, 'policy.yaml'), policy);
    const program = (...words: string[]) =>
      host().run([process.execPath, built, ...words, '--root', host().root]);
    const file = join(host().folder, 'policy.yaml');
    const yes = [...backendOption(host().backend), '--yes'];
    expect(program('apply', file, ...yes)).toMatchObject({ status: 0 });
    expect(program('profile', 'use', 'attack', file, '--for', '90m', ...yes)).toMatchObject({
      status: 0,
      err: expect.stringContaining('the profile attack stays for 1h 30m; then apply 1,'),
    });
    expect(program('profile', 'status').out).toMatch(/^attack is in force: [\s\S]* ends in 1h/);
    expect(JSON.parse(program('status', '--json').out).ends).toMatchObject({ back: 1 });
    expect(program('profile', 'use', 'no-such', file, ...yes)).toMatchObject({ status: 1 });
    expect(program('profile', 'off', '--yes')).toMatchObject({ status: 0 });
    expect(limit(host())).toBe('5');
    expect(program('status').out).toContain('when that is done: vosguard profile done');
    expect(program('profile', 'done')).toMatchObject({ status: 0 });
    expect(program('profile', 'off', '--yes')).toMatchObject({ status: 3 });
  });
});

describeHosts('a profile that nothing can end', 'nftables', (host) => {
  test('is said to stay; without files for the boot a script waits; --for goes with an apply alone', async () => {
    host().put('base', base);
    host().put('attack', attack);
    expect(apply(host(), 'attack').err).toContain(
      'nothing ends it by itself: nothing was confirmed here before it',
    );
    expect(host().install('attack', 'profile', 'status').out).toMatch(
      /is meant for another (?:4h|3h 59m), and nothing ends it by itself/,
    );
    expect(apply(host(), 'attack').err).toContain('nothing ends it by itself');
    expect(apply(host(), 'base')).toMatchObject({ status: 0 });
    expect(apply(host(), 'attack', '--no-persist', '--for', '1s')).toMatchObject({ status: 0 });
    expect(await until(() => limit(host()) === '5')).toBe(true);
    expect(host().install('attack', '--status', '--for', '1h')).toMatchObject({ status: 2 });
    expect(host().install('attack', 'profile', 'on')).toMatchObject({ status: 2 });
  });
});
