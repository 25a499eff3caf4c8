import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSsh } from './describe.js';
import { apply, begin, leftovers, onlySwitch, remotely } from './over-ssh.js';
import { backendOption, nextPolicy, oldPolicy } from './policies.js';
import { operator } from './ssh-lab.js';
import { stateOf } from './state.js';

for (const backend of ['nftables', 'iptables-legacy'] as const)
  describeSsh('over ssh', [backend], (lab) => {
    test('planned, applied, confirmed, looked at, and rolled back', async () => {
      const to = onlySwitch(lab());
      const run = (command: string, ...words: string[]) =>
        lab().controller.run(remotely(to, command, ...words));
      expect(apply(lab(), to, oldPolicy, '--yes')).toMatchObject({ status: 0 });
      const before = stateOf(to.host);
      expect(before).toContain('3/sec');

      const applying = begin(lab(), to, nextPolicy);
      const typed = await applying.said(/from a NEW connection with: (.*)\n/);
      expect(run('status')).toMatchObject({ status: 1 });
      expect(lab().controller.run(['sh', '-c', typed])).toMatchObject({ status: 0 });
      expect(await applying.end).toMatchObject({ status: 0, err: expect.stringContaining('confirmed') });
      expect(stateOf(to.host)).not.toBe(before);
      expect(run('status')).toMatchObject({ status: 0, err: '' });

      const policy = join(lab().controller.folder, `${to.address}.yaml`);
      const options = [policy, '--json', ...backendOption(backend)];
      const planned = run('plan', ...options);
      const local = [process.execPath, join(process.cwd(), 'dist/bin/vosguard.js'), 'plan', ...options];
      expect(planOf(planned)).toEqual(planOf(to.host.run(local)));
      expect(JSON.parse(planned.out).summary.unchanged).toBeGreaterThan(100);

      expect(run('bans', 'add', '198.51.100.7', '--reason', "it's $(id)")).toMatchObject({ status: 0 });
      expect(run('bans', 'list').out).toMatch(/198\.51\.100\.7 +59m \d+s left {2}by hand: it's \$\(id\)/);
      // Seen from the switch, whose sshd knows where we are.
      expect(run('bans', 'add', operator)).toMatchObject({
        status: 3,
        err: expect.stringContaining('your own connection'),
      });
      expect(run('bans', 'remove', '--all')).toMatchObject({ status: 0 });
      expect(run('bans', 'list').out).toBe('nobody is banned\n');

      expect(run('rollback')).toMatchObject({ status: 0 });
      expect(stateOf(to.host)).toBe(before);
      const changed = lab().controller.run(
        remotely(to, 'plan', policy, '--exit-code', ...backendOption(backend)),
      );
      expect(changed).toMatchObject({ status: 1, out: expect.stringContaining(`on root@${to.address}`) });
      expect(leftovers(lab())).toEqual([]);
    });
  });

describeSsh(
  'over ssh, refused',
  ['nftables'],
  (lab) => {
    /** Status and words of an apply that changes nothing. */
    const refused = (words: RegExp, policy: string, ...options: string[]) => {
      const to = onlySwitch(lab());
      const before = stateOf(to.host);
      const { status, err } = apply(lab(), to, policy, '--yes', ...options);
      expect([status, err]).toEqual([3, expect.stringMatching(words)]);
      expect(stateOf(to.host)).toBe(before);
      expect(to.host.state('pending')).toBeUndefined();
      expect(leftovers(lab())).toEqual([]);
    };

    test('a host key that is another one, and one that is not known', () => {
      const { host, address } = onlySwitch(lab());
      const another = readFileSync(join(lab().controller.folder, 'key.pub'), 'utf8');
      lab().configure('', `${address} ${another}`);
      refused(/REMOTE HOST IDENTIFICATION HAS CHANGED[\s\S]*nothing was changed/, oldPolicy);
      lab().configure('', '');
      refused(/Host key verification failed[\s\S]*nothing was changed/, oldPolicy);
      lab().configure();
      host.sh(`mount --bind /dev/null ${host.folder}/authorized_keys`);
      refused(/Permission denied[\s\S]*nothing was changed/, oldPolicy);
      host.sh(`umount ${host.folder}/authorized_keys`);
      refused(/Connection refused[\s\S]*nothing was changed/, oldPolicy, '--port', '2222');
    });

    test('a policy for another platform, a connection that would have no rule, a tool that is missing', () => {
      const platform = '{ iptables: 1.9.0, nft: 9.0.0, ipset: 9.0, kernel: "99.0" }';
      const newer = oldPolicy.replace(/^services/m, `target: { platform: ${platform} }\nservices`);
      refused(/compiled for stated versions with kernel 99.0; this host has kernel/, newer);
      refused(/no rule: services.ssh is not open to 192.0.2.8/, oldPolicy.replace('192.0.2.8', '192.0.2.9'));
      onlySwitch(lab()).host.sh('mount --bind /dev/null /usr/bin/sha256sum');
      refused(/the tool sha256sum is missing there[\s\S]*nothing was changed/, oldPolicy);
      onlySwitch(lab()).host.sh('umount /usr/bin/sha256sum');
    });

    test('a user who is not root; with sudo, one who may become root', () => {
      const operator = lab().addUser(onlySwitch(lab()), 'operator');
      const asked = apply(lab(), operator, oldPolicy, '--yes');
      expect(asked).toMatchObject({
        status: 3,
        err: expect.stringMatching(/root[\s\S]*nothing was changed/),
      });
      const policy = join(lab().controller.folder, `${operator.address}.yaml`);
      expect(lab().controller.run(remotely(operator, 'plan', policy))).toMatchObject({
        status: 3,
        err: expect.stringContaining('root'),
      });
      const admin = lab().addUser(onlySwitch(lab()), 'admin', true);
      expect(apply(lab(), admin, oldPolicy, '--yes')).toMatchObject({ status: 0 });
      expect(lab().controller.run(remotely(admin, 'status'))).toMatchObject({ status: 0 });
    });

    test('two at once: one applies', async () => {
      const to = onlySwitch(lab());
      const both = await Promise.all(
        [oldPolicy, oldPolicy].map((policy) => begin(lab(), to, policy, '--yes').end),
      );
      const statuses = both.map(({ status }) => status).toSorted();
      expect([statuses, both.map(({ err }) => err).join('')]).toEqual([
        [0, 3],
        expect.stringMatching(/another vosguard is at work|an apply waits/),
      ]);
      expect(leftovers(lab())).toEqual([]);
    });
  },
  ['sudo'],
);

/** All of it but by which name the switch is called, and the sum over that. */
function planOf({ status, out }: { readonly status: number; readonly out: string }) {
  const { host, seal, ...plan } = JSON.parse(out);
  expect([typeof host, typeof seal]).toEqual(['object', 'string']);
  return { status, plan };
}
