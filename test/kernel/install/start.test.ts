import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atHome, ofUnit } from './boot-units.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption, next, old } from './policies.js';
import { rulesOf } from './state.js';

const apply = (host: Host, name: string) =>
  expect(host.install(name, ...backendOption(host.backend), '--yes')).toMatchObject({ status: 0 });

/** What the unit runs, after what somebody has done to the host; its exit status and its words. */
const start = (host: Host, first = ':') => {
  const command = ofUnit(host, 'vosguard.service', 'ExecStart');
  const out = atHome(host, `${first}; ${command} 2>&1 && echo ended 0 || echo ended $?`);
  return { status: Number(/ended (\d+)\n$/.exec(out)?.[1]), out };
};

describeHosts('a start', 'iptables-nft', (host) => {
  test('needs neither /tmp nor a full /run, and so do confirm and rollback', async () => {
    host().put('old', old);
    apply(host(), 'old');
    const before = rulesOf(host());
    await host().boot();
    // As any user of the host could: nothing can be made there. /tmp itself holds the tools of this test; see boots.test.ts.
    const full = (folder: string) =>
      `mount -t tmpfs -o size=4k none ${folder}; head -c 8192 /dev/zero > ${folder}/full || :`;
    const first = `${full('/run')}; ${full('/mnt')}; export TMPDIR=/mnt; ! mktemp -d /mnt/x.XXXXXX 2> /dev/null`;
    expect(start(host(), first).status).toBe(0);
    expect(rulesOf(host())).toBe(before);
    host().put('next', next);
    const waiting = host().begin('next', backendOption(host().backend), { TMPDIR: '/mnt' });
    const code = await waiting.said(/confirm (\d+)\n/);
    expect(host().install('next', 'confirm', code)).toMatchObject({ status: 0 });
    await waiting.end;
    expect(host().install('next', 'rollback')).toMatchObject({ status: 0 });
    expect(rulesOf(host())).toBe(before);
    expect(
      readdirSync(join(host().root, 'var/lib/vosguard')).filter((name) => name.startsWith('vosguard.')),
    ).toEqual([]);
  });

  test('is tried again: a tool that fails the first times', async () => {
    host().put('old', old);
    apply(host(), 'old');
    const before = rulesOf(host());
    await host().boot();
    const [plan, calls] = [join(host().folder, 'plan'), join(host().folder, 'calls')];
    writeFileSync(calls, '');
    writeFileSync(plan, 'at=1 last=2\ndisturb() { echo no >&2; exit 1; }\n');
    expect(start(host()).status).toBe(0);
    expect(readFileSync(calls, 'utf8').split('\n').length).toBeGreaterThan(10);
    expect(rulesOf(host())).toBe(before);
    expect(host().state('boot.failed')).toBeUndefined();
  });

  test('goes back to what was confirmed before it where that cannot be loaded, and says so until it can', async () => {
    host().put('old', old);
    host().put('next', next);
    apply(host(), 'old');
    const before = rulesOf(host());
    apply(host(), 'next');
    const after = rulesOf(host());
    const broken = join(host().root, 'etc/vosguard/artifacts/000002/iptables.rules');
    const whole = readFileSync(broken);
    writeFileSync(broken, 'not what compile wrote\n');
    await host().boot();
    expect(start(host())).toMatchObject({
      status: 4,
      out: expect.stringContaining('apply 000001, which was confirmed before it'),
    });
    expect(rulesOf(host())).toBe(before);
    expect(host().install('next', '--status')).toMatchObject({
      status: 1,
      out: expect.stringContaining('the last start of the rules: apply 000002 could not be loaded'),
    });
    writeFileSync(broken, whole);
    expect(start(host()).status).toBe(0);
    expect(rulesOf(host())).toBe(after);
    expect(host().install('next', '--status')).toMatchObject({ status: 0 });
  });

  test('with nothing that can be loaded ends with 4, loudly', async () => {
    host().put('old', old);
    apply(host(), 'old');
    chmodSync(join(host().root, 'etc/vosguard/artifacts/000001/install.sh'), 0o600);
    writeFileSync(join(host().root, 'etc/vosguard/artifacts/000001/install.sh'), 'exit 1\n');
    await host().boot();
    expect(start(host())).toMatchObject({
      status: 4,
      out: expect.stringContaining('may be without its rules'),
    });
    expect(existsSync(join(host().root, 'var/lib/vosguard/boot.failed'))).toBe(true);
  });

  test('while an apply waits for its confirmation loads that one, and the way back goes on', async () => {
    host().put('old', old);
    host().put('next', next);
    apply(host(), 'old');
    const before = rulesOf(host());
    const second = host().begin('next', [...backendOption(host().backend), '--confirm', '25']);
    await second.said(/confirm (\d+)\n/);
    const waiting = rulesOf(host());
    host().sh(
      'for tool in iptables ip6tables; do for t in raw filter; do $tool -t $t -F; $tool -t $t -X; done; done',
    );
    expect(start(host())).toMatchObject({ status: 0, out: expect.stringContaining('its rules are loaded') });
    expect(rulesOf(host())).toBe(waiting);
    expect(await second.end).toMatchObject({ status: 3 });
    expect(rulesOf(host())).toBe(before);
  });
});
