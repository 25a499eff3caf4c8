import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { kernelWith } from '../../../src/host/lab/kernel.js';
import { runScript } from '../../../src/host/sandbox/run-script.js';
import { readRecord, rulesOfCalls } from '../../../src/import/script.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { vosguard } from '../../cli/vosguard.js';
import { agentProgram } from '../../packets/agent-program.js';

const script = (lines: string) => runScript(`#!/bin/sh\n${lines}\n`);

describe('a script of a stranger', () => {
  const scripts = temporaryFolder();

  test('writes nothing, reads nothing but programs, is nobody, has no network', async () => {
    const before = readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8');
    const ran = await script(
      'touch /usr/bin/left-behind /left /old/left; echo 1 > /proc/sys/net/ipv4/ip_forward; id -u > /tmp/who; iptables -A INPUT -m comment --comment "$(cat /tmp/who) $(ls /etc /root /home 2>&1 | wc -w) $(cat /proc/net/dev | grep -c :)" -j DROP; mount -o remount,rw /usr; cat /etc/shadow',
    );
    expect(ran.kind).toBe('ran');
    if (ran.kind !== 'ran') return;
    const [call] = readRecord(ran.record);
    // Nobody; /etc with alternatives and passwd, and two empty folders with their heads; the loopback alone.
    expect(call?.words[5]).toMatch(/^65534 5 1$/);
    expect(['/usr/bin/left-behind', '/left'].filter(existsSync)).toEqual([]);
    expect(readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8')).toBe(before);
    expect(ran.complaints).toMatch(/Read-only file system|Permission denied/);
  });

  test('that forks without end, or goes on for ever, ends', async () => {
    const ran = await script(
      'iptables -A INPUT -j DROP\n(while :; do sleep 1000; done) &\nsetsid sleep 1000 &\nexit 0',
    );
    expect(ran.kind).toBe('ran');
  });

  test('makes no namespace of users, and is bounded in processes', async () => {
    const ran = await script(
      'iptables -A "$(unshare --user true 2>/dev/null && echo made)" -j "$(prlimit --nproc --noheadings --raw --output SOFT)"',
    );
    expect(ran.kind === 'ran' && readRecord(ran.record)[0]?.words).toEqual(['-A', '', '-j', '64']);
  });

  test('puts nothing else in the place of what it has called', async () => {
    const ran = await script(
      'iptables -A INPUT -j DROP\nrm -f /record/calls; ln -s /etc/passwd /record/calls; mkfifo /record/other; mv /record/other /record/calls\ntrue',
    );
    expect(ran.kind === 'ran' && readRecord(ran.record).map(({ tool }) => tool)).toEqual(['iptables']);
  });

  test('reads lists from files and from its standard input, and has every program of the host', async () => {
    const ran = await script(`printf 'create a hash:ip\\nadd a 192.0.2.1\\n' > /tmp/sets
printf '*filter\\n:INPUT DROP [0:0]\\nCOMMIT\\n' > /tmp/rules
ipset -! restore < /tmp/sets
ipset restore -file /tmp/sets
iptables-restore -w 5 /tmp/rules
iptables -A INPUT -p tcp --dport "$(awk 'BEGIN { print 11 + 11 }')" -j ACCEPT`);
    const { ipset, iptables } = rulesOfCalls(readRecord(ran.kind === 'ran' ? ran.record : ''));
    expect(ipset).toBe('create a hash:ip\nadd a 192.0.2.1');
    expect(iptables).toBe(
      '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n',
    );
  });

  test('writes nothing either where another file system is mounted below /usr', () => {
    const file = `${scripts()}/fw.sh`;
    writeFileSync(
      file,
      '#!/bin/sh\niptables -P INPUT DROP\nif touch /usr/src/left; then port=1; else port=2; fi\niptables -A INPUT -p tcp --dport $port -j ACCEPT\n',
    );
    const mounted = 'mount -t tmpfs -o mode=1777 none /usr/src && exec "$0" dist/bin/vosguard.js import "$1"';
    const out = execFileSync('unshare', ['--mount', 'sh', '-c', mounted, process.execPath, file], {
      encoding: 'utf8',
    });
    expect(out).toContain('tcp: [2]');
  });

  test('what it has called is what a kernel would hold', async () => {
    const ran = await runScript(readFileSync('test/import/scripts/office.sh', 'utf8'));
    expect(ran.kind).toBe('ran');
    if (ran.kind !== 'ran') return;
    const { iptables, ipset, unread } = rulesOfCalls(readRecord(ran.record));
    expect(unread).toEqual([]);
    expect(ipset).toBe('create blocklist hash:net\nadd blocklist 198.51.100.0/24');
    expect(iptables.split('\n').filter((line) => line.startsWith('-A'))).toHaveLength(9);
    expect(iptables).toContain(
      '-A INPUT -s 203.0.113.11 -p udp --dport 5060 -j ACCEPT -m comment --comment "carrier 203.0.113.11"',
    );
  });
});

describe('import --compare', () => {
  const folder = temporaryFolder();
  const run = (...words: readonly string[]) =>
    vosguard(process.cwd(), ['import', ...words], {
      kernel: async () => kernelWith(agentProgram('program')),
    });

  test('a script becomes a policy that does the same to every packet, and what it adds is named', async () => {
    const policy = `${folder()}/policy.yaml`;
    expect((await run('test/import/scripts/office.sh', '-o', policy)).status).toBe(0);
    const { out, status } = await run('test/import/scripts/office.sh', '--compare', policy, '--json');
    const { differences, packets } = JSON.parse(out);
    expect(packets).toBeGreaterThan(100);
    expect(differences).toEqual([]);
    expect(status).toBe(0);
  });

  test('a rule that was changed is seen, for whom and which way', async () => {
    const rules = 'test/baselines/published-complete.rules';
    const { out, status } = await run(rules, '--compare', 'examples/retail/policy.yaml');
    expect(status).toBe(1);
    expect(out).toMatch(
      /refused {2}a first packet over TCP to port 22\n +from 198\.18\.100\.1\n +look at this/,
    );
    expect(out).toMatch(/opened {3}a first packet over TCP to port 22\n +from 192\.0\.2\.8/);
  });

  test('what nft -j prints is loaded as it is', async () => {
    const rules = `${folder()}/rules.json`;
    const policy = `${folder()}/policy.yaml`;
    const chain = {
      family: 'inet',
      table: 'mine',
      name: 'in',
      type: 'filter',
      hook: 'input',
      prio: 0,
      policy: 'drop',
    };
    const port = { match: { op: '==', left: { payload: { protocol: 'udp', field: 'dport' } }, right: 5060 } };
    const objects = [
      { table: { family: 'inet', name: 'mine' } },
      { chain },
      { rule: { family: 'inet', table: 'mine', chain: 'in', expr: [port, { accept: null }] } },
    ];
    writeFileSync(rules, JSON.stringify({ nftables: objects }));
    expect((await run(rules, '-o', policy)).status).toBe(0);
    const { out, err } = await run(rules, '--compare', policy, '--json');
    expect(err).toBe('');
    const { differences } = JSON.parse(out);
    expect(differences.filter(({ meant }: { meant: string | null }) => meant === null)).toEqual([]);
  });
});
