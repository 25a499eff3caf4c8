import { join } from 'node:path';
import { describeSsh } from './describe.js';
import { settled } from './faults.js';
import { apply, begin, beginAtTerminal, cleared, leftovers, onlySwitch, remotely } from './over-ssh.js';
import { nextPolicy, oldPolicy } from './policies.js';
import { stateOf } from './state.js';

describeSsh('a link that is lost', ['nftables'], (lab) => {
  let before = '';
  // Each test ends where it has begun.
  beforeAll(() => {
    const to = onlySwitch(lab());
    expect(apply(lab(), to, oldPolicy, '--yes')).toMatchObject({ status: 0 });
    before = stateOf(to.host);
  });

  test.each([
    ['while files are copied', /copying the files/, []],
    ['while the installer is at work', /install\.sh begins/, []],
    ['while it waits', /in force for/, []],
    ['while it is confirmed', /confirming over a new connection/, ['--yes']],
  ] as const)('%s: what is said of it in the end is true', async (_, moment, options) => {
    const to = onlySwitch(lab());
    const applying = begin(lab(), to, nextPolicy, '--confirm', '3', ...options);
    await applying.said(moment);
    lab().cut(to);
    await applying.said(/was lost|vosguard: confirmed/);
    lab().mend(to);
    const { status, err } = await applying.end;
    await settled(to.host);
    const isKept = status === 0;
    expect([stateOf(to.host) !== before, err]).toEqual([
      isKept,
      expect.stringMatching(
        isKept ? /confirmed/ : /stood before is in force again|nothing was changed|restored/,
      ),
    ]);
    if (options.length === 0) expect(status).toBe(3);
    if (isKept) expect(lab().controller.run(remotely(to, 'rollback')).status).toBe(0);
    expect(stateOf(to.host)).toBe(before);
    await cleared(lab());
  });

  test('for good: the host goes back by itself, whoever asks', async () => {
    const to = onlySwitch(lab());
    const applying = begin(lab(), to, nextPolicy, '--confirm', '2');
    await applying.said(/in force for/);
    lab().cut(to);
    await applying.said(/was lost; without a confirmation, the host puts back what stood before 2 s after/);
    await settled(to.host);
    expect(stateOf(to.host)).toBe(before);
    applying.kill('KILL');
    await applying.end;
    lab().mend(to);
  });

  test('the program is killed while it waits: the way back goes on', async () => {
    const to = onlySwitch(lab());
    const applying = begin(lab(), to, nextPolicy, '--confirm', '2');
    await applying.said(/in force for/);
    applying.kill('KILL');
    await settled(to.host);
    expect(stateOf(to.host)).toBe(before);
  });

  test('INT to the program goes back at once', async () => {
    const to = onlySwitch(lab());
    const applying = begin(lab(), to, nextPolicy);
    await applying.said(/in force for/);
    applying.kill('INT');
    expect(await applying.end).toMatchObject({ status: 3, err: expect.stringContaining('interrupted') });
    expect(stateOf(to.host)).toBe(before);
    expect(leftovers(lab())).toEqual([]);
  });

  test.each([
    ['yes\\n', 0],
    ['\\003', 3],
  ] as const)('typed at a terminal: %s', async (keys, status) => {
    const to = onlySwitch(lab());
    const applying = beginAtTerminal(lab(), to, nextPolicy);
    await applying.said(/type yes to confirm .*: /);
    applying.type(keys);
    const ended = await applying.end;
    expect(ended).toMatchObject({
      status,
      err: expect.stringMatching(status === 0 ? /confirmed/ : /interrupted/),
    });
    if (status === 0) expect(lab().controller.run(remotely(to, 'rollback')).status).toBe(0);
    expect(stateOf(to.host)).toBe(before);
  });

  test('new rules that let nobody in: a shared connection that still lives does not confirm them', () => {
    const to = onlySwitch(lab());
    const shared = join(lab().controller.folder, 'shared');
    lab().configure(`ControlMaster auto\nControlPath ${shared}\nControlPersist 60`);
    lab().controller.sh(`ssh root@${to.address} true; ssh -O check root@${to.address}`);
    const closed = nextPolicy.replace('from: [192.0.2.8]', 'from: [192.0.2.9]');
    const { status, err } = apply(lab(), to, closed, '--force-lockout', '--yes', '--confirm', '20');
    expect([status, err]).toEqual([
      3,
      expect.stringMatching(/no confirmation came through a new connection/),
    ]);
    lab().controller.sh(`ssh -O check root@${to.address}; ssh -O exit root@${to.address}`);
    expect(stateOf(to.host)).toBe(before);
    expect(apply(lab(), to, nextPolicy, '--yes')).toMatchObject({ status: 0 });
  });
});
