import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describeSsh } from './describe.js';
import { entries } from './entries.js';
import { apply, remotely } from './over-ssh.js';
import type { Switch } from './ssh-lab.js';

const policyOf = (trusted: string, sizes = '') => `
vosguard: 1
trusted: [${trusted}]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
${sizes}`;

const held = ({ host }: Switch, holds: string) =>
  [...entries(host, holds, 4).keys(), ...entries(host, holds, 6).keys()].toSorted();

/** A file that this program is to read, as another host may write it. */
const wrong = [
  ['', /not what sets export writes/],
  ['vosguard sets 1\nbanned 198.51.100.7 60\n', /ends early/],
  ['vosguard sets 1\nbanned 198.51.100.7 60; reboot\nend\n', /not what sets export writes/],
  ['vosguard sets 1\nbanned 198.51.100.0/24 60\nend\n', /not every address is one/],
  ['vosguard sets 1\nbanned sip.example.com 60\nend\n', /not every address is one/],
] as const;

describeSsh('sets between hosts', ['nftables', 'iptables-legacy', 'iptables-nft'], (lab) => {
  test('a standby takes over who is banned and who is known, and nobody who is trusted there', async () => {
    const [active, standby, small] = lab().switches;
    if (active === undefined || standby === undefined || small === undefined)
      throw new Error('three switches');
    expect(apply(lab(), active, policyOf('203.0.113.10'), '--yes')).toMatchObject({ status: 0 });
    expect(apply(lab(), standby, policyOf('198.51.100.50, "2001:db8:7::10"'), '--yes')).toMatchObject({
      status: 0,
    });
    const few = 'sip: { sizes: { banned: 16, known: 1024 } }\n';
    expect(apply(lab(), small, policyOf('203.0.113.10', few), '--yes')).toMatchObject({ status: 0 });
    const run = (to: Switch, command: string, ...words: string[]) =>
      lab().controller.run(remotely(to, command, ...words));
    const pull = (from: Switch, to: Switch, ...words: string[]) =>
      run(to, 'sets', 'pull', '--from', `root@${from.address}`, '--other-root', from.host.root, ...words);

    const banned = ['198.51.100.7', '198.51.100.8', '198.51.100.50', '2001:db8:7::99'];
    const why = "it's $(id) `x` %s";
    expect(run(active, 'bans', 'add', ...banned, '--for', '2h', '--reason', why)).toMatchObject({
      status: 0,
    });
    expect(run(active, 'known', 'add', '198.51.100.20', '2001:db8:5:6::1', '--for', '1h')).toMatchObject({
      status: 0,
    });
    expect(JSON.parse(run(active, 'why', '198.51.100.20', '--json').out)).toMatchObject({
      source: '198.51.100.20',
      sets: [{ holds: 'known' }, { holds: 'registered' }],
      next: null,
    });
    // By a rule: who is known on the other host is served there.
    active.host.sh(
      "nft 'add element inet vosguard banned4 { 198.51.100.30 timeout 600s, 198.51.100.31 timeout 600s }; add element inet vosguard paroled4 { 198.51.100.30 timeout 600s }'",
    );
    expect(run(standby, 'known', 'add', '198.51.100.31', '198.51.100.8')).toMatchObject({ status: 0 });
    expect(run(standby, 'bans', 'add', '198.51.100.9', '198.51.100.20', '--for', '3h')).toMatchObject({
      status: 0,
    });
    const pulled = pull(active, standby);
    expect(pulled).toMatchObject({
      status: 0,
      out: '3 bans and 1 known sources are new here or have more time\n',
      err: expect.stringMatching(/they are trusted here.*: 2\n.*they are known: 1\n/),
    });
    expect(held(standby, 'banned')).toEqual([
      '198.51.100.20',
      '198.51.100.30',
      '198.51.100.7',
      '198.51.100.8',
      '198.51.100.9',
    ]);
    expect(held(standby, 'proven')).toEqual([
      '198.51.100.20',
      '198.51.100.7',
      '198.51.100.8',
      '198.51.100.9',
    ]);
    // The ban by hand over there stays, and so does the one here.
    expect(held(standby, 'known')).toEqual(['198.51.100.31', '2001:db8:5:6::']);
    expect(run(standby, 'bans', 'list').out).toMatch(
      /198\.51\.100\.7 +1h 59m left {2}by hand: it's \$\(id\) `x` %s\n/,
    );
    expect(standby.host.state('bans')).toContain(`198.51.100.7`);
    // What has come before has no more time than it had.
    expect(JSON.parse(pull(active, standby, '--json').out)).toEqual({
      format: 1,
      banned: 0,
      known: 0,
      trustedHere: 2,
      knownHere: 1,
      withoutRoom: 0,
    });
    // There is room for so many only, and one batch is all or nothing.
    const many = Array.from({ length: 30 }, (_, n) => `198.51.101.${n}`);
    expect(run(active, 'bans', 'add', ...many)).toMatchObject({ status: 0 });
    const pushed = run(
      active,
      'sets',
      'push',
      '--to',
      `root@${small.address}`,
      '--other-root',
      small.host.root,
    );
    expect(pushed).toMatchObject({ status: 0, err: expect.stringMatching(/no room for \d+ of them/) });
    expect(entries(small.host, 'banned', 4).size).toBe(16);

    // The live view ends over there with whoever looked at it.
    const pid = join(lab().controller.folder, 'live.pid');
    const command = remotely(active, 'watch', '--every', '1s');
    lab().controller.beginCommand(['sh', '-c', `echo $$ > ${pid}; exec "$@"`, 'sh', ...command]);
    const watching = () => active.host.sh("ps -A -o args | grep -c '[i]nstall.sh .*watch' || :").trim();
    for (let round = 0; round < 100 && watching() === '0'; round++) await setTimeout(100);
    expect(watching()).not.toBe('0');
    lab().controller.sh(`kill -s KILL $(cat ${pid})`);
    for (let round = 0; round < 200 && watching() !== '0'; round++) await setTimeout(100);
    expect(watching()).toBe('0');

    // Without Node, as keepalived calls it.
    const start = ({ host }: Switch, ...words: string[]) =>
      host.run(['sh', join(host.root, 'etc/vosguard/start'), ...words, '--root', host.root]);
    expect(existsSync(join(active.host.root, 'etc/vosguard/start'))).toBe(true);
    const text = start(active, 'sets', 'export').out;
    expect(text).toMatch(/^vosguard sets 1\n[\s\S]*\nend\n$/);
    const into = (input: string) =>
      standby.host.run(
        ['sh', join(standby.host.root, 'etc/vosguard/start'), 'sets', 'import', '--root', standby.host.root],
        {},
        input,
      );
    expect(into(text)).toMatchObject({ status: 0, out: expect.stringContaining('30 bans') });
    // keepalived, on its way to the master: the other one is asked once more.
    const notify = join(process.cwd(), 'recipes/keepalived/vosguard-notify.sh');
    expect(run(active, 'bans', 'add', '198.51.102.1')).toMatchObject({ status: 0 });
    standby.host.put(
      'peer',
      new Map([
        ['sets', start(active, 'sets', 'export').out],
        ['ssh', `cat ${join(standby.host.folder, 'peer/sets')}\n`],
      ]),
    );
    const environment = {
      PEER: 'active',
      SSH: `sh ${join(standby.host.folder, 'peer/ssh')}`,
      VOSGUARD_START: join(standby.host.root, 'etc/vosguard/start'),
      STATE_FILE: join(standby.host.folder, 'keepalived'),
      ROOT: standby.host.root,
    };
    const called = (...words: string[]) => standby.host.run(['sh', notify, ...words], environment);
    const unreachable = { ...environment, SSH: 'false' };
    expect(standby.host.run(['sh', notify, 'cron'], unreachable)).toMatchObject({ status: 0, out: '' });
    expect(called('INSTANCE', 'sip', 'MASTER', '100')).toMatchObject({ status: 0, out: '' });
    expect(called('INSTANCE', 'sip')).toMatchObject({ status: 2 });
    const before = held(standby, 'banned');
    expect(before).toContain('198.51.102.1');
    for (const [input, words] of wrong)
      expect([input, into(input)]).toEqual([
        input,
        { status: 2, out: '', err: expect.stringMatching(words) },
      ]);
    expect(held(standby, 'banned')).toEqual(before);
    expect(pull({ ...active, address: '192.0.2.99' }, standby)).toMatchObject({
      status: 3,
      err: expect.stringContaining('cannot be asked'),
    });
  });
});
