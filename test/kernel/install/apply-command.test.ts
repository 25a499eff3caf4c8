import { writeFileSync } from 'node:fs';
import { describeHosts } from './describe.js';
import { settled } from './faults.js';
import type { Host } from './host.js';
import { backendOption, nextPolicy, old, oldPolicy } from './policies.js';
import { applyAtTerminal, beginApply, leftovers, vosguard } from './program.js';
import { stateOf } from './state.js';

/** The old policy stands, confirmed. */
function withOld(host: Host): string {
  host.put('old', old);
  expect(host.install('old', ...backendOption(host.backend), '--yes').status).toBe(0);
  return stateOf(host);
}

async function thereAndBack(host: Host): Promise<void> {
  const before = withOld(host);
  const apply = beginApply(host, nextPolicy);
  const typed = await apply.asked();
  expect(host.run(vosguard(host, 'status'))).toMatchObject({ status: 1 });
  expect(host.run(['sh', '-c', typed])).toMatchObject({ status: 0 });
  expect(await apply.end).toMatchObject({ status: 0, err: expect.stringContaining('confirmed') });
  expect(stateOf(host)).not.toBe(before);
  expect(host.run(host.installer('old', ['--status']))).toMatchObject({ status: 0 });
  expect(host.run(vosguard(host, 'status'))).toMatchObject({ status: 0, err: '' });
  expect(host.run(vosguard(host, 'rollback'))).toMatchObject({ status: 0 });
  expect(stateOf(host)).toBe(before);
  expect(host.run(vosguard(host, 'status'))).toMatchObject({ status: 0 });
  expect(leftovers(host)).toEqual([]);
}

describeHosts('vosguard apply', 'iptables-legacy', (host) => {
  test('confirmed by the command that it shows, looked at, and rolled back', () => thereAndBack(host()));

  test('status knows where each packet was refused first', async () => {
    await beginApply(host(), oldPolicy, '--yes').end;
    const counted = [
      's/^.0:0. -A VG-strangers.refused /[9:90] -A VG-strangers.refused /',
      's/^.0:0. -A VG-/[5:50] -A VG-/',
    ];
    host().sh(`iptables-save -c | sed '${counted.join(';')}' | iptables-restore -c`);
    const { status, out } = host().run(vosguard(host(), 'status', '--json'));
    const refused: readonly { id: string; packets: number }[] = JSON.parse(out).refused;
    expect(status).toBe(0);
    expect(refused.some(({ id, packets }) => id.startsWith('strangers.') && packets === 5)).toBe(true);
    expect(refused.filter(({ packets }) => packets % 5 !== 0)).toEqual([]);
  });
});

describeHosts('vosguard apply', 'nftables', (host) => {
  test('confirmed by the command that it shows, looked at, and rolled back', () => thereAndBack(host()));

  test('nobody confirms: the old state, status 3', async () => {
    const before = withOld(host());
    const { status, err } = await beginApply(host(), nextPolicy, '--confirm', '1s').end;
    expect([status, err]).toEqual([3, expect.stringContaining('restored')]);
    expect(stateOf(host())).toBe(before);
    expect(leftovers(host())).toEqual([]);
  });

  test('the program is killed while it waits: the installer goes on, and so does the way back', async () => {
    const before = withOld(host());
    const apply = beginApply(host(), nextPolicy, '--confirm', '3s');
    await apply.asked();
    apply.kill('KILL', 'program');
    expect(await apply.end).toMatchObject({ status: 'SIGKILL', err: expect.stringContaining('restored') });
    expect(stateOf(host())).toBe(before);
  });

  test('the terminal is closed while it waits: the program ends quietly, the way back goes on', async () => {
    const before = withOld(host());
    const terminal = await applyAtTerminal(host(), nextPolicy, '--confirm', '3s');
    await terminal.screen(/ s left/);
    terminal.close();
    // By HUP, as the shell has it.
    expect(await terminal.status()).toBe('129');
    await settled(host());
    expect(stateOf(host())).toBe(before);
    expect(leftovers(host())).toEqual([]);
  });

  test('HUP to the program alone does not keep anybody from confirming', async () => {
    const before = withOld(host());
    const apply = beginApply(host(), nextPolicy);
    const typed = await apply.asked();
    apply.kill('HUP', 'program');
    expect(host().run(['sh', '-c', typed]).status).toBe(0);
    expect((await apply.end).status).toBe(0);
    expect(stateOf(host())).not.toBe(before);
  });

  test.each([
    ['INT', 'program'],
    ['TERM', 'program'],
    ['INT', 'terminal'],
  ] as const)('%s to the %s goes back at once', async (signal, whom) => {
    const before = withOld(host());
    const apply = beginApply(host(), nextPolicy);
    await apply.asked();
    apply.kill(signal, whom);
    const { status, err } = await apply.end;
    expect([status, err]).toEqual([3, expect.stringContaining('interrupted')]);
    expect(stateOf(host())).toBe(before);
    expect(leftovers(host())).toEqual([]);
  });

  test('refuses where the connection of the operator would have no rule, also behind sudo', () => {
    const before = withOld(host());
    writeFileSync(`${host().folder}/policy.yaml`, nextPolicy);
    const command = vosguard(host(), 'apply', `${host().folder}/policy.yaml`, '--yes');
    const asSudo = ['sh', '-c', 'env -u SSH_CONNECTION "$@"; exit $?', 'sh', ...command];
    const from = (peer: string) => host().run(asSudo, { SSH_CONNECTION: `${peer} 40001 192.0.2.1 22` });
    const { status, err } = from('198.51.100.7');
    expect([status, err]).toEqual([3, expect.stringContaining('is in blocked')]);
    expect(stateOf(host())).toBe(before);
    expect(from('192.0.2.8').status).toBe(0);
  });

  test('without root, the words and the status of the installer', () => {
    const nobody = ['setpriv', '--reuid', '65534', '--clear-groups', '--'];
    host().sh(`chmod 1777 ${host().folder}; echo '${oldPolicy}' > ${host().folder}/policy.yaml`);
    const { status, err } = host().run([
      ...nobody,
      ...vosguard(host(), 'apply', `${host().folder}/policy.yaml`),
    ]);
    expect([status, err]).toEqual([3, expect.stringContaining('only root')]);
    expect(leftovers(host())).toEqual([]);
  });
});
