import { createHash } from 'node:crypto';
import { compileText } from '../lint-text.js';

const policy = `vosguard: 1
name: switch-1
target: { platform: debian12 }
trusted: [192.0.2.1]
services:
  a-service-with-rather-long-name: { tcp: [22], from: [192.0.2.8] }
sip:
  strangers:
    limits: { REGISTER: 5/s burst 10 }
    together: { other: 7000/s burst 9000 }
`;

interface Entry {
  readonly policy: string;
  readonly at: string;
}

interface Manifest {
  readonly policy: { readonly name: string; readonly sha256: string; readonly profile: string | null };
  readonly artifacts: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  readonly rules: Readonly<Record<string, Entry & { readonly backends: readonly string[] }>>;
  readonly sets: readonly (Entry & { readonly name: string })[];
  readonly meters: readonly (Entry & { readonly id: string; readonly backend: string })[];
  readonly fallbacks: readonly (Entry & { readonly code: string })[];
}

const compiled = compileText(policy);
const manifest = manifestOf(compiled);

function manifestOf({ artifacts }: { readonly artifacts: ReadonlyMap<string, string> }): Manifest {
  return JSON.parse(artifacts.get('manifest.json') ?? '');
}

test('says which policy it is, and of what bytes each artifact', () => {
  expect(manifest.policy).toEqual({ name: 'switch-1', sha256: compiled.policy.digest, profile: null });
  for (const [file, text] of compiled.artifacts) {
    if (file === 'manifest.json') continue;
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(manifest.artifacts[file]).toEqual({ sha256, bytes: Buffer.byteLength(text) });
  }
});

test('leads from a rule, set or meter to the line of the policy, or says that it is a default', () => {
  const rule = manifest.rules['strangers.REGISTER.source.REGISTER'];
  expect(rule).toEqual({
    policy: 'sip.strangers.limits.REGISTER',
    at: 'policy.yaml:9:25',
    backends: ['iptables', 'nftables'],
  });
  expect(manifest.rules['sip.udp.trusted']).toMatchObject({ policy: 'trusted', at: 'policy.yaml:4:10' });
  expect(manifest.rules['hook.input.log']).toMatchObject({ policy: 'logging', at: 'default' });
  expect(manifest.meters.filter(({ id }) => id.startsWith('together.other'))).toMatchObject([
    { at: 'policy.yaml:10:24' },
    { at: 'policy.yaml:10:24' },
    { at: 'policy.yaml:10:24' },
  ]);
});

/** The ids in the files of rules that refuse, or in those of `install.sh --observe`. */
function printedIds(observing: boolean): readonly string[] {
  const files = [...compiled.artifacts].filter(([file]) => file.startsWith('observe') === observing);
  const found = files.flatMap(([file, text]) => {
    if (file.endsWith('.nft')) return [...text.matchAll(/comment "([^"]+)"/g)];
    return file.endsWith('.rules') ? [...text.matchAll(/^-A .*--comment "vg:([^"]+)"/gm)] : [];
  });
  return [...new Set(found.map(([, id]) => id ?? ''))].sort();
}

test('has every rule id that is printed, and no other', () => {
  const ids = printedIds(false);
  expect(Object.keys(manifest.rules)).toEqual(ids);
  expect(ids.length).toBeGreaterThan(100);
});

test('what only observes says of rules of the manifest what they would do, and has ends of its own', () => {
  const ids = printedIds(true).filter((id) => id.includes('.would'));
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.map((id) => id.replace('.would', '')).filter((id) => !(id in manifest.rules))).toEqual([]);
});

test('lists what was rounded, shortened or replaced, with its line', () => {
  const fallback = (code: string) => manifest.fallbacks.filter((one) => one.code === code);
  expect(fallback('VG417')).toMatchObject([
    { at: 'policy.yaml:10:24', from: '7000/s', to: '6993/s', backend: 'iptables' },
  ]);
  expect(fallback('VG419').map(({ at }) => at)).toContain('policy.yaml:6:3');
});

test('says which rules search for nftables, and what is not searched where the host cannot', () => {
  const search = 'strangers.signatures.friendly-scanner';
  expect(manifest.rules[search]?.backends).toEqual(['iptables', 'nftables+signatures']);
  const old = 'target: { platform: { iptables: "1.4.21" }, backends: [nftables] }';
  const without = manifestOf(compileText(policy.replace(/^target.*$/m, old)));
  expect(without.rules[search]).toBeUndefined();
  expect(without.fallbacks.filter(({ code }) => code === 'VG411')).toMatchObject([
    { policy: 'signatures.use[0]', at: 'default', backend: 'nftables' },
  ]);
});

test('does not depend on the folder that the policy stands in', () => {
  expect(JSON.stringify(manifest)).not.toContain(process.cwd());
});

const mixed = `vosguard: 1
trusted: [192.0.2.1]
sip:
  ports: { udp: [5060] }
  strangers:
    limits: { INVITE: 3/s }
services:
  ssh: { tcp: [22], from: [192.0.2.2] }
`;

const mixedRules = manifestOf(compileText(mixed)).rules;

test.each([
  ['sip.udp.trusted', 'trusted', 'policy.yaml:2:10'],
  ['strangers.INVITE.source.INVITE', 'sip.strangers.limits.INVITE', 'policy.yaml:6:23'],
  ['hook.input.service.ssh.tcp', 'services.ssh', 'policy.yaml:8:3'],
  ['hook.prerouting.sip.udp', 'sip.ports.udp', 'policy.yaml:4:17'],
])('%s leads to the value that a file says', (id, path, at) => {
  expect(mixedRules[id]).toMatchObject({ policy: path, at });
});

test.each([
  ['strangers.REGISTER.source.REGISTER', 'sip.strangers.limits.REGISTER'],
  ['hook.prerouting.sip.tcp', 'sip.ports.tcp'],
  ['hook.input.service.media.udp', 'services.media'],
  ['ban.flood.learn', 'sip.bans.flood'],
])('%s is a default, whatever the file says around it', (id, path) => {
  expect(mixedRules[id]).toMatchObject({ policy: path, at: 'default' });
});
