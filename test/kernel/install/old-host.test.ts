import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import { addForeignRules, stateOf } from './state.js';

const { artifacts } = compileText(`
vosguard: 1
target: { platform: centos6 }
trusted: [203.0.113.10, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
conntrack: { max: 400000 }
`);

const hashsize = '/sys/module/nf_conntrack/parameters/hashsize';

describeHosts('artifacts for CentOS 6', 'iptables-legacy', (host) => {
  beforeEach(() => {
    // A file in its place: the real one is the machine's.
    host().sh(`echo 65536 > ${host().folder}/hashsize; mount --bind ${host().folder}/hashsize ${hashsize}`);
  });

  test('are loaded and put back; the buckets go through the parameter of the module', () => {
    addForeignRules(host());
    const before = stateOf(host());
    const buckets = () => host().sh(`cat ${hashsize}`).trim();
    host().put('centos6', artifacts);
    expect(host().install('centos6', '--confirm', '1').status).toBe(3);
    expect([stateOf(host()) === before, buckets()]).toEqual([true, '65536']);
    expect(host().install('centos6', '--yes').status).toBe(0);
    expect(buckets()).toBe('100000');
    expect(host().install('centos6', '--status')).toMatchObject({ status: 0 });
    expect(host().install('centos6', '--uninstall').status).toBe(0);
    expect([stateOf(host()) === before, buckets()]).toEqual([true, '65536']);
  });

  test('over rules that were loaded by hand, twice: one jump is left', () => {
    host().put('centos6', artifacts);
    host().sh(`cd ${host().folder}/centos6; ipset restore < ipset.rules
      for time in 1 2; do iptables-restore --noflush < iptables.rules; done`);
    const jumps = () =>
      host()
        .sh('iptables-save')
        .match(/-A INPUT .*-j VG-hook.input/g);
    expect(jumps()).toHaveLength(2);
    expect(host().install('centos6', '--no-persist', '--confirm', '1').status).toBe(3);
    expect(jumps()).toHaveLength(1);
    expect(host().install('centos6', '--no-persist', '--yes').status).toBe(0);
    expect(host().install('centos6', '--status').status).toBe(0);
  });
});
