import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSsh } from './describe.js';
import { cleared } from './over-ssh.js';
import { nextPolicy, oldPolicy } from './policies.js';
import type { SshLab } from './ssh-lab.js';
import { addForeignRules, stateOf } from './state.js';

const program = [process.execPath, join(process.cwd(), 'dist/bin/vosguard.js')];

/** Lets nobody in from the controller. */
const closed = nextPolicy.replace('from: [192.0.2.8]', 'from: [192.0.2.9]');

/** The role and its playbook as they are shipped, an inventory of the switches, and a policy for each. */
function prepare(lab: SshLab, policies: readonly string[]): string {
  const folder = join(lab.controller.folder, 'fleet');
  cpSync(join(process.cwd(), 'ansible'), folder, { recursive: true });
  const lines = lab.switches.map(({ address, host }, at) => {
    const policy = join(folder, `switch-${at + 1}.yaml`);
    writeFileSync(policy, policies[at] ?? '');
    // Whoever fails waits that long; the others may take their time.
    const wait = policies[at] === closed ? 8 : 60;
    const own = `vosguard_policy=${policy} vosguard_root=${host.root} vosguard_confirm=${wait}`;
    return `switch-${at + 1} ansible_host=${address} ansible_user=root ${own}\n`;
  });
  const all = `[switches:vars]\nvosguard_program=${JSON.stringify(program)}\n`;
  writeFileSync(join(folder, 'inventory.ini'), `[switches]\n${lines.join('')}${all}`);
  return folder;
}

describeSsh(
  'a fleet',
  ['iptables-legacy', 'nftables', 'nftables'],
  (lab) => {
    test('planned; then a canary, one that fails and keeps its rules, and one that is not touched', async () => {
      const folder = prepare(lab(), [oldPolicy, closed, oldPolicy]);
      const states = () => lab().switches.map(({ host }) => stateOf(host));
      for (const { host } of lab().switches) addForeignRules(host);
      const bare = states();
      const play = (...options: string[]) => {
        const command = ['ansible-playbook', '-i', 'inventory.ini', 'site.yml', ...options];
        const environment = { HOME: lab().controller.folder, ANSIBLE_NOCOLOR: '1' };
        return lab().controller.run(['sh', '-c', `cd ${folder} && exec "$@"`, 'sh', ...command], environment);
      };
      const planned = play('--check', '--limit', 'switch-2');
      expect(planned.status).toBe(0);
      expect(planned.out).toMatch(/\d+ rules or lines to add, 0 to remove/);
      expect(states()).toEqual(bare);

      const played = play('-e', '{"vosguard_serial": [1]}');
      expect(played.status).toBe(2);
      expect(played.out).toMatch(/^switch-1 .*changed=1 .*failed=0 /m);
      expect(played.out).toMatch(/^fatal: \[switch-2\]: FAILED! .*vosguard: restored/m);
      expect(played.out).not.toMatch(/^(ok|changed|fatal): \[switch-3/m);
      const [first, ...others] = states();
      expect(first).toContain('3/sec');
      expect(others).toEqual(bare.slice(1));
      await cleared(lab());
    });
  },
  ['ansible-playbook'],
);
