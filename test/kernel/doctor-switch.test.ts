import { spawnSync } from 'node:child_process';
import { examine } from '../../src/doctor/examine.js';
import { factsScript, readFacts } from '../../src/doctor/facts-script.js';

/**
 * A host as an installer of the switch leaves it, by files in a mount namespace of its own and tools that say what a host with the
 * switch says. The script is the one that doctor sends.
 */
const host = `
set -e
mount -t tmpfs none /home
mount -t tmpfs none /opt
mkdir -p /var/spool
mount -t tmpfs none /var/spool
cp -a /etc/passwd /etc/group /opt
mount -t tmpfs none /etc
cp -a /opt/passwd /opt/group /etc
mkdir -p /etc/init.d /etc/rc.d/rc3.d /etc/rc3.d /etc/cron.d /etc/cron.hourly /var/spool/cron /home/kunshi/mbx3000/etc /home/kunshi/.run /opt/bin
for name in mbx3000d vos3000d servermonitord iptables; do : > /etc/init.d/$name; done
ln -s ../init.d/mbx3000d /etc/rc3.d/S85mbx3000d
ln -s ../init.d/servermonitord /etc/rc3.d/S90servermonitord
echo $$ > /home/kunshi/.run/mbx3000.pid
echo 999999999 > /home/kunshi/.run/vos3000.pid
printf '# SIP\\nSS_SIP_PORT="1980,6060"\\nSS_SIP_PASSWORD=secret\\n' > /home/kunshi/mbx3000/etc/softswitch.conf
printf '# 01 08 * * * /sbin/halt\\n01 08 * * * /sbin/reboot\\n*/5 * * * * sh /root.d/guard.sh\\n*/9 * * * * /opt/bin/binary\\n' > /var/spool/cron/root
printf '* * * * * root sh /etc/vosguard/start keep # iptables -F\\n' > /etc/cron.d/vosguard
printf '01 01 * * * root /etc/init.d/iptables restart\\n' > /etc/cron.d/nightly
printf '#!/bin/sh\\n# iptables -F\\niptables -P INPUT ACCEPT\\n' > /etc/cron.hourly/open
mkdir /opt/guards
printf 'mysql vos3000 -e "select callerip from e_cdr where endreason = -9"\\niptables -I INPUT -s $ip -j DROP\\n' > /opt/guards/g.sh
printf '*/5 * * * * root sh /opt/guards/g.sh\\n' > /etc/cron.d/guards
printf 'iptables -I INPUT\\0' > /opt/bin/binary
printf 'touch /var/lock/x\\niptables -F\\n' > /etc/rc.local
printf 'net.ipv4.ip_default_ttl = 253\\nnet.nf_conntrack_max = 1000000\\nkernel.sysrq = 0\\n' > /etc/sysctl.conf
printf '#!/bin/sh\\necho "mbx3000 2.1.8-05"\\necho "package mgc is not installed"\\n' > /opt/bin/rpm
printf '#!/bin/sh\\necho Disabled\\n' > /opt/bin/getenforce
printf '#!/bin/sh\\nexit 1\\n' > /opt/bin/systemctl
chmod 755 /opt/bin/*
PATH=/opt/bin:$PATH exec sh -s
`;

const asked = () => {
  const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', host], {
    input: factsScript,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  const facts = readFacts(stdout);
  if (facts === undefined) throw new Error(`no facts: ${stderr}${stdout}`);
  return facts;
};

test('what an installer of the switch has left of a host is found by the script itself', () => {
  const facts = asked();
  expect(facts.get('daemons')).toBe(
    'mbx3000d enabled runs\nvos3000d disabled stopped\nservermonitord enabled stopped',
  );
  expect(facts.get('firewalls')).toBe('iptables disabled');
  expect(facts.get('packages')).toBe('mbx3000 2.1.8-05');
  expect(facts.get('softswitch')).toBe('SS_SIP_PORT="1980,6060"');
  expect(facts.get('cron')).not.toContain('vosguard');
  expect(facts.get('cron-scripts')).not.toMatch(/binary|mysql/);
  expect([...facts.values()].join('\n')).not.toContain('secret');
  const ids = examine(facts, []).findings.map(({ id }) => id);
  for (const id of [
    ...['vos3000', 'sip-ports', 'servermonitor', 'no-firewall', 'selinux', 'rc-local', 'sysctl-replaced'],
    ...['cron-reboot', 'cron-firewall', 'cron-guard'],
  ])
    expect(ids).toContain(id);
  const cron = examine(facts, []).findings.filter(({ id }) => id.startsWith('cron-'));
  expect(cron.map(({ what }) => what)).toEqual([
    'cron loads the rules of this host anew, or takes them away: every day at 01:01: root /etc/init.d/iptables restart',
    'cron reboots this host: every day at 08:01: /sbin/reboot',
    'cron loads the rules of this host anew, or takes them away: /etc/cron.hourly/open has iptables -P',
    'cron adds rules of its own: /opt/guards/g.sh has iptables -I',
  ]);
});
