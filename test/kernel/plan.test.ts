import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../src/host/lab/load.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { compileText } from '../lint-text.js';
import { describeBackends, describeKernel } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { compileExample, differingExamples } from './examples.js';
import { planFor, program, type Told } from './plan-for.js';

const policy = (invite: string, trusted = '203.0.113.10'): string => `
vosguard: 1
name: planned
trusted: [${trusted}, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { INVITE: ${invite} } } }
`;

const ten = '10/s burst 20';

describeBackends('a plan', (backend, lab) => {
  const folder = temporaryFolder();
  const plan = (text: string, ...options: readonly string[]): Promise<Told> =>
    planFor(lab(), backend, folder(), { 'policy.yaml': text }, options);

  test.each(differingExamples)('is empty when %s has been loaded', async (name) => {
    await lab().reset();
    await lab().load(backend, compileExample(name).artifacts);
    const example = join(process.cwd(), 'examples', name);
    const { rules, notes } = await planFor(lab(), backend, folder(), {}, [join(example, 'policy.yaml')]);
    const others = notes.filter((note) => !note.includes('it cannot be changed here'));
    expect([rules, others]).toEqual([[], []]);
  });

  test('is all there is to add when nothing stands, and changes nothing', async () => {
    await lab().reset();
    const before = await everything(lab(), backend);
    const { rules, text } = await plan(policy(ten));
    expect(rules.length).toBeGreaterThan(100);
    expect(new Set(rules.map(([verb]) => verb))).toEqual(new Set(['add']));
    expect(text).toMatch(/^ {2}\+ strangers +\d+ rules$/m);
    expect(await everything(lab(), backend)).toBe(before);
  });

  test('tells exactly what differs, and nothing of others', async () => {
    await lab().reset();
    await lab().load(backend, compileText(policy(ten)).artifacts);
    await foreign(lab(), backend);
    const { rules, status } = await plan(policy(ten), '--exit-code');
    // The sysctls of the lab are those of the machine.
    expect([rules, status]).toEqual([[], 1]);
    const before = await everything(lab(), backend);
    const limit = await plan(policy('5/s burst 10'));
    expect(limit.rules).toEqual([['change', 'strangers.INVITE.source.INVITE']]);
    expect(limit.text).toContain('10/second burst 20 -> over 5/second burst 10');
    const trusted = await plan(policy(ten, '203.0.113.10, 203.0.113.77'));
    expect(trusted.rules).toEqual([['change', backend === 'nftables' ? 'trusted4' : 'vg-trusted-4']]);
    expect(trusted.text).toContain('1 entries -> 2 (+1), for example +203.0.113.77');
    expect(await everything(lab(), backend)).toBe(before);
    await removeByHand(lab(), backend);
    expect((await plan(policy(ten))).rules).toEqual([
      ['add', 'strangers.INVITE.source.INVITE'],
      ['remove', undefined],
    ]);
  });
});

describeKernel('a plan of nftables', (lab) => {
  const folder = temporaryFolder();
  const plan = (text: string, ...options: readonly string[]): Promise<Told> =>
    planFor(lab(), 'nftables', folder(), { 'policy.yaml': text }, options);

  test('knows at which devices bans are asked for', async () => {
    const at = (device: string) => `${policy(ten)}target: { platform: debian12, devices: [${device}] }\n`;
    await lab().reset();
    await lab().load('nftables', compileText(at('lo')).artifacts);
    expect((await plan(at('lo'))).rules).toEqual([]);
    const other = await plan(at('lo, eth7'));
    expect(other.rules).toEqual([['change', 'hook.ingress']]);
    expect(other.text).toContain('devices lo -> eth7,lo');
    const { artifacts } = compileText(at('lo'));
    await lab().load('nftables', new Map([...artifacts].filter(([file]) => file !== 'ingress.nft')));
    expect((await plan(at('lo'))).rules.map(([verb]) => verb)).toEqual(expect.arrayContaining(['add']));
  });

  test('tells what the other backend has left, in one line, and which variant hides rules', async () => {
    await lab().reset();
    const { artifacts } = compileText(policy(ten));
    await lab().load('nftables', artifacts);
    await lab().load('iptables-legacy', artifacts);
    const { rules, notes } = await plan(policy(ten));
    expect(rules).toEqual([]);
    // The size of the table of connections belongs to the machine.
    expect(notes.filter((note) => !note.includes('it cannot be changed here'))).toEqual([
      expect.stringMatching(/^iptables-legacy holds \d+ rules of vosguard, which iptables does not show/),
      expect.stringMatching(/^ip6tables-legacy holds \d+ rules of vosguard/),
    ]);
    await lab().load('iptables-nft', artifacts);
    expect((await plan(policy(ten))).text).toMatch(
      /^ {2}- iptables +[\d,]+ rules of vosguard in \d+ chains/m,
    );
  });

  test('tells sysctls as old and new, with the line', async () => {
    await lab().reset();
    await lab().switch.run('sysctl', ['-w', 'net.netfilter.nf_conntrack_udp_timeout=31']);
    const { text } = await plan(`${policy(ten)}conntrack: { udp_timeout: 20s }\n`);
    expect(text).toMatch(/sysctl net\.netfilter\.nf_conntrack_udp_timeout: 31 -> 20 {2}policy\.yaml:7:\d+$/m);
  });

  test('of a saved listing is the same as of the host, for any user', async () => {
    await lab().reset();
    await lab().load('nftables', compileText(policy(ten)).artifacts);
    const live = await plan(policy('5/s burst 10'), '--save', 'saved');
    const saved = await plan(policy('5/s burst 10'), '--against', 'saved');
    expect(saved.rules).toEqual(live.rules);
    expect(saved.rules).toHaveLength(1);
    chmodSync(folder(), 0o755);
    const user = ['--reuid', '65534', '--clear-groups', process.execPath, program, 'plan'];
    const refused = lab().switch.run('setpriv', [...user, join(folder(), 'policy.yaml')]);
    await expect(refused).rejects.toThrow(/needs root/);
  });
});

/** Rules of others in the tables that ours are in, and beside them. */
async function foreign({ switch: host }: Lab, backend: Backend): Promise<void> {
  await host.run(
    'nft',
    ['-f', '-'],
    'table inet others {\nchain x {\ndrop comment "sip.udp.trusted"\n}\n}\n',
  );
  if (backend === 'nftables') return;
  const kind = backend.slice('iptables-'.length);
  await host.run(`iptables-${kind}`, ['-t', 'raw', '-A', 'PREROUTING', '-s', '192.0.2.99', '-j', 'DROP']);
  await host.run(`iptables-${kind}`, ['-N', 'DOCKER']);
  await host.run(`iptables-${kind}`, ['-A', 'DOCKER', '-m', 'comment', '--comment', 'vg:no', '-j', 'DROP']);
}

/** Takes a rule away and puts one without an id in our chain. */
async function removeByHand({ switch: host }: Lab, backend: Backend): Promise<void> {
  if (backend === 'nftables') {
    const chain = ['inet', 'vosguard', 'strangers.INVITE'];
    const text = await host.run('nft', ['--handle', 'list', 'chain', ...chain]);
    for (const [, handle = ''] of text.matchAll(/"strangers\.INVITE\.source\.INVITE" # handle (\d+)/g))
      await host.run('nft', ['delete', 'rule', ...chain, 'handle', handle]);
    await host.run('nft', ['add', 'rule', ...chain, 'drop']);
    return;
  }
  const kind = backend.slice('iptables-'.length);
  for (const family of ['iptables', 'ip6tables']) {
    const rules = (await host.run(`${family}-${kind}`, ['-t', 'raw', '-S', 'VG-strangers.INVITE'])).split(
      '\n',
    );
    const at = rules.findIndex((rule) => rule.includes('strangers.INVITE.source.INVITE'));
    await host.run(`${family}-${kind}`, ['-t', 'raw', '-D', 'VG-strangers.INVITE', String(at)]);
    await host.run(`${family}-${kind}`, ['-t', 'raw', '-A', 'VG-strangers.INVITE', '-j', 'DROP']);
  }
}

/** Every rule of every table, and every set, without counters. */
async function everything({ switch: host }: Lab, backend: Backend): Promise<string> {
  const legacy = backend === 'iptables-legacy' ? [await host.run('iptables-legacy-save', [])] : [];
  const texts = [
    await host.run('nft', ['--stateless', 'list', 'ruleset']),
    await host.run('ipset', ['save']),
  ];
  return [...texts, ...legacy].join('\n').replace(/^#.*\n|\[\d+:\d+\]/gm, '');
}
