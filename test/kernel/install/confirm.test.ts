import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describeHosts } from './describe.js';
import { faultNamed } from './faults/faults.js';
import { applyWatched, forget, plan, settled } from './faults/watched.js';
import { next, old } from './policies.js';
import { stateOf } from './state.js';

const ssh = (port: number) => ({ SSH_CONNECTION: `192.0.2.8 ${port} 192.0.2.1 22` });

describeHosts('the confirmation', 'nftables', (host) => {
  let before = '';
  beforeEach(() => {
    host().put('old', old);
    host().put('next', next);
    expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
    before = stateOf(host());
  });

  test('comes from another connection than the apply, and only once', async () => {
    const apply = host().begin('next', [], ssh(40001));
    const code = await apply.said(/confirm (\d+)\n/);
    const confirm = (port: number) => host().run(host().installer('next', ['confirm', code]), ssh(port));
    expect(confirm(40001)).toMatchObject({ status: 2, err: expect.stringContaining('Open a new one') });
    // As under sudo, which takes the variable away: the connection of whoever started it counts.
    const inherited = ['env', '-u', 'SSH_CONNECTION', ...host().installer('next', ['confirm', code])];
    expect(host().run(['sh', '-c', '"$@"; exit $?', 'sh', ...inherited], ssh(40001)).status).toBe(2);
    expect(host().install('next', '--status').status).toBe(1);
    expect(confirm(40002).status).toBe(0);
    expect((await apply.end).status).toBe(0);
    expect(confirm(40003).status).toBe(3);
    expect(host().install('next', '--status').status).toBe(0);
  });

  test('a lost connection in the window, and nobody who confirms', async () => {
    const apply = host().begin('next', ['--confirm', '2']);
    await apply.said(/confirm (\d+)\n/);
    host().sh(`kill -HUP $(cut -d' ' -f1 ${host().root}/var/lib/vosguard/snapshots/000002/installer)`);
    apply.child.stderr?.destroy();
    await settled(host());
    expect(stateOf(host())).toBe(before);
  });

  test('a restart in the window: what was confirmed last is loaded, and the code is void', async () => {
    const apply = host().begin('next', ['--confirm', '60']);
    const code = await apply.said(/confirm (\d+)\n/);
    await host().boot();
    writeFileSync(join(host().folder, 'boot'), 'another boot\n');
    host().sh(`mount --bind ${host().folder}/boot /proc/sys/kernel/random/boot_id`);
    expect(host().install('next', 'confirm', code)).toMatchObject({ status: 3 });
    host().sh(`sh ${host().root}/etc/vosguard/start --root ${host().root}`);
    expect(stateOf(host())).toBe(before);
    expect(host().install('old', '--status').status).toBe(0);
  });

  test('rollback before the end, and a way back that was killed', async () => {
    const apply = host().begin('next', []);
    await apply.said(/confirm (\d+)\n/);
    expect(host().install('old', '--yes')).toMatchObject({
      status: 3,
      err: expect.stringContaining('waits'),
    });
    host().sh(`kill -9 $(cut -d' ' -f1 ${host().root}/var/lib/vosguard/snapshots/000002/waiter)`);
    expect(host().install('next', '--status').err).toContain('the process that would go back is not running');
    expect(host().install('next', 'rollback').status).toBe(0);
    expect((await apply.end).status).toBe(3);
    expect(stateOf(host())).toBe(before);
    expect(host().install('old', '--status').status).toBe(0);
  });

  test('a way back that is killed while it is at work is begun anew', async () => {
    const apply = host().begin('next', ['--confirm', '1']);
    await apply.said(/confirm (\d+)\n/);
    const restorer = `${host().root}/var/lib/vosguard/snapshots/000002/restorer`;
    writeFileSync(
      join(host().folder, 'plan'),
      `at=1 last=1\ndisturb() { [ ! -s ${restorer} ] || kill -9 $(cut -d' ' -f1 ${restorer}); }\n`,
    );
    expect(await apply.end).toMatchObject({ status: 3, err: expect.stringContaining('it is begun anew') });
    forget(host());
    expect(stateOf(host())).toBe(before);
  });

  test('a rollback by hand that is killed while it is at work is finished by what waits', async () => {
    const apply = host().begin('next', []);
    await apply.said(/confirm (\d+)\n/);
    const snapshot = `${host().root}/var/lib/vosguard/snapshots/000002`;
    host().sh(`kill -HUP $(cut -d' ' -f1 ${snapshot}/installer)`);
    await apply.end;
    writeFileSync(
      join(host().folder, 'plan'),
      `at=1 last=1\ndisturb() { [ ! -s ${snapshot}/restorer ] || kill -9 $(cut -d' ' -f1 ${snapshot}/restorer); }\n`,
    );
    expect(host().install('next', 'rollback').status).not.toBe(0);
    forget(host());
    // Nobody else does anything: `settled` would roll back itself.
    for (let round = 0; round < 200 && host().state('snapshots/000002/result') === undefined; round++)
      await setTimeout(100);
    expect(host().state('snapshots/000002/result')).toBe('restored');
    expect(stateOf(host())).toBe(before);
    expect(host().install('old', '--status').status).toBe(0);
  });

  test('an undo that fails: status 4, and what is left in words; by hand it is put back', () => {
    plan(host(), 30, faultNamed('all tools fail from then on'));
    const { status, err } = applyWatched(host(), 'next');
    expect([status, err]).toEqual([4, expect.stringContaining('not everything could be put back')]);
    const byHand = /try again with: (sh .*)/.exec(err)?.[1] ?? 'false';
    forget(host());
    host().sh(byHand);
    expect(stateOf(host())).toBe(before);
  });
});
