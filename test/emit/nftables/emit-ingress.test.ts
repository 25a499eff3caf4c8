import { compileText } from '../../lint-text.js';

const compiled = (target: string) =>
  compileText(`vosguard: 1\ntarget: ${target}\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n`);
const ingress = (target: string) => compiled(target).artifacts.get('ingress.nft');

test('names the devices, empties its chain first, and asks the sets of nftables.nft', () => {
  const target = '{ platform: debian12, devices: [eth0, bond0.100] }';
  const text = ingress(target) ?? '';
  expect(text).toContain('hook ingress devices = { "eth0", "bond0.100" } priority -500; policy accept;');
  expect(text.indexOf('flush chain inet vosguard hook.ingress')).toBeLessThan(text.indexOf(' drop '));
  const asked = [...new Set([...text.matchAll(/@([a-z]+[46])\b/g)].map(([, set]) => set))];
  expect(asked).toEqual(['banned4', 'banned6', 'paroled4', 'paroled6']);
  const main = compiled(target).artifacts.get('nftables.nft') ?? '';
  for (const set of asked) expect(main).toContain(`set ${set} {`);
  expect(main).not.toContain('hook ingress');
  expect(main).toContain('# Load ingress.nft after it');
});

test.each(['{ strangers: deny }', '{ ports: { udp: null } }'])(
  'is not written where there is nothing to drop: sip %s',
  (sip) => {
    const target = '{ platform: debian12, devices: [eth0] }';
    const { artifacts } = compileText(`vosguard: 1\ntarget: ${target}\ntrusted: [192.0.2.8]\nsip: ${sip}\n`);
    expect(artifacts.has('ingress.nft')).toBe(false);
    expect(artifacts.has('iptables.rules')).toBe(true);
  },
);

test('is not written without devices, and not where the host has no such hook', () => {
  expect(ingress('{ platform: debian12 }')).toBeUndefined();
  expect(ingress('{ devices: [eth0], backends: [iptables] }')).toBeUndefined();
});

test.each(['"eth0/1"', '"eth 0"', '"a\\"b"', '""', '"sixteencharacter"'])(
  'the device %s is refused',
  (name) => {
    expect(() => ingress(`{ devices: [${name}] }`)).toThrow();
  },
);
