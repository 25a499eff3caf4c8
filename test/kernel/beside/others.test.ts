import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { compileText } from '../../lint-text.js';
import { describeKernel } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';
import { program } from '../plan-for.js';

const policy = `
vosguard: 1
target: { platform: debian12 }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
`;

/** As firewalld's zone public: established, SSH, and no more. */
const firewalld = `table inet firewalldlike {
  chain filter_INPUT {
    type filter hook input priority filter + 10
    ct state established,related accept
    iifname "lo" accept
    tcp dport 22 accept
    tcp dport 9090 accept
    reject with icmpx admin-prohibited
  }
}`;

/** A program for which the kernel takes protocol 112 in, as keepalived does; until its input ends. */
const listener =
  'import socket,sys; s=socket.socket(socket.AF_INET,socket.SOCK_RAW,112); sys.stdout.write("on\\n"); sys.stdout.flush(); sys.stdin.read()';

describeKernel('beside others', (lab) => {
  const folder = temporaryFolder();

  const put = (text: string): string => {
    const file = join(folder(), 'policy.yaml');
    writeFileSync(file, text);
    return file;
  };
  const said = (command: string) => lab().switch.run('sh', ['-c', `${command} 2>&1; echo "status $?"`]);
  const vosguard = (words: string) => said(`'${process.execPath}' '${program}' ${words}`);
  const root = () => {
    const path = join(folder(), 'root');
    mkdirSync(path, { recursive: true });
    return path;
  };
  const withRoute = async (one: Lab) => {
    await one.reset();
    await one.switch.run('nft', ['-f', '-'], firewalld);
  };

  test('plan, apply, install.sh and status say that another base chain refuses what the policy lets in', async () => {
    await withRoute(lab());
    const file = put(policy);
    const plan = await vosguard(`plan ${file} --backend nftables`);
    expect(plan).toContain(
      'others refuse what the policy lets in: the chain filter_INPUT of the table inet firewalldlike',
    );
    expect(plan).toContain('SIP over UDP port 5060 from 203.0.113.10');
    expect(plan).toContain('keep it with services: { tcp-9090: { tcp: [9090] } }');
    expect(plan).not.toMatch(/refused there:.*ssh/);

    const out = join(folder(), 'out');
    mkdirSync(out);
    for (const [name, text] of compileText(policy).artifacts) writeFileSync(join(out, name), text);
    const install = `sh ${out}/install.sh --backend nftables --yes --no-persist --root ${root()}`;
    const words = 'the chain filter_INPUT of the table inet firewalldlike lets in no SIP';
    const refused = await said(install);
    expect(refused).toContain(words);
    expect(refused).toContain('status 3');
    expect(await said(`${install} --force-others`)).toContain('status 0');
    expect(await said(`sh ${out}/install.sh --status --root ${root()}`)).toContain(words);
    expect(await vosguard(`status --root ${root()}`)).toContain(words);
  });

  test('apply refuses what would cut what the host does now, until the policy says it or it is forced', async () => {
    await lab().reset();
    const script = `
      python3 -c '${listener}' < ${folder()}/pipe > ${folder()}/ready &
      exec 3> ${folder()}/pipe
      until [ -s ${folder()}/ready ]; do sleep 0.05; done
    `;
    const during = (command: string) =>
      said(`rm -f ${folder()}/pipe ${folder()}/ready; mkfifo ${folder()}/pipe; ${script} ${command}`);
    const apply = (file: string, more = '') =>
      `'${process.execPath}' '${program}' apply ${file} --backend nftables --yes --no-persist --root ${root()} ${more}`;
    const refused = await during(apply(put(policy)));
    expect(refused).toContain('keep it with services: { vrrp: { protocol: vrrp, from: [THE OTHER HOSTS] } }');
    expect(refused).toContain('--force-cut overrides');
    expect(refused).toContain('status 3');
    expect(await lab().switch.run('nft', ['list', 'tables'])).toBe('');
    expect(await during(apply(put(policy), '--force-cut'))).toContain('status 0');
    const says = put(`${policy.replace('} }\n', '}, vrrp: { protocol: vrrp, from: [192.0.2.30] } }\n')}`);
    expect(await during(apply(says))).toContain('status 0');

    const out = join(folder(), 'out2');
    mkdirSync(out);
    for (const [name, text] of compileText(policy).artifacts) writeFileSync(join(out, name), text);
    const installed = await during(
      `sh ${out}/install.sh --backend nftables --yes --no-persist --root ${root()}`,
    );
    expect(installed).toContain('IP protocol 112, for which a program has opened a raw socket');
    expect(installed).toContain('status 3');
  });
});
