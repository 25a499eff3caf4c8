import { exampleNames } from '../kernel/examples.js';
import { compileFor } from '../platforms/compile-for.js';
import { refusals } from './read-restore.js';
import { setsOf } from './sets-of.js';
import type { Tool } from './tool.js';

const hosts = { centos6: '1.4.7', centos7: '1.4.21' } as const;
const files = { ipv4: 'iptables.rules', ipv6: 'ip6tables.rules' } as const;

const cases = (['centos6', 'centos7'] as const).flatMap((host) =>
  exampleNames.flatMap((example) => (['ipv4', 'ipv6'] as const).map((family) => ({ host, example, family }))),
);

test.each(cases)('$example for $host is read as it was meant, $family', ({ host, example, family }) => {
  const { artifacts } = compileFor(host, example);
  const text = artifacts.get(files[family]) ?? '';
  const sets = setsOf(artifacts.get('ipset.rules') ?? '');
  expect(text).toContain('\n-A VG-');
  expect(refusals(text, { version: hosts[host], family, sets })).toEqual([]);
});

test('what is written for a newer host is refused', () => {
  const { artifacts } = compileFor('debian12', 'retail');
  const sets = setsOf(artifacts.get('ipset.rules') ?? '');
  const read = (version: Tool['version'], family: Tool['family']) =>
    refusals(artifacts.get(files[family]) ?? '', { version, family, sets }).join('\n');
  expect(read('1.4.7', 'ipv4')).toContain("unknown option `--exist'");
  expect(read('1.4.7', 'ipv6')).toContain("Couldn't find match `set'");
});
