import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { words } from '../../src/diagnostics/words/index.js';
import { compileText } from '../lint-text.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const said = async (target: string) => {
  writeFileSync(join(folder(), 'policy.yaml'), `${goodPolicy}target: ${target}\n`);
  const { status, out, err } = await vosguard(folder(), ['lint', '--format', 'compact']);
  return { status, words: out + err };
};

test.each([
  ['{ platform: el9 }', /note VG431 The rules for iptables on el9 read packets with bpf/],
  [
    '{ platform: el10 }',
    /note VG403 There are no rules for iptables: el10 comes without the package kernel-modules-extra/,
  ],
  ['{ platform: centos7 }', /note VG403 There are no rules for nftables: centos7 has no nft/],
])('lint tells what the host of %s cannot load', async (target, told) => {
  expect(await said(target)).toEqual({ status: 0, words: expect.stringMatching(told) });
});

test.each([
  ['{ platform: el9, backends: [nftables] }'],
  ['{ platform: el10, backends: [nftables] }'],
  ['{ platform: debian13 }'],
  ['{ platform: ubuntu2604 }'],
])('lint is silent about %s', async (target) => {
  expect(await said(target)).toEqual({ status: 0, words: '' });
});

test('a backend that the host cannot run, alone, is an error', async () => {
  expect(await said('{ platform: el10, backends: [iptables] }')).toEqual({
    status: 1,
    words: expect.stringContaining('error VG402'),
  });
});

test.each(['ubuntu2204', 'el9'])(
  'where TCP is read behind the usual lengths of header, on %s, nobody is sent to a backend that the host lacks',
  (platform) => {
    const { findings } = compileText(`${goodPolicy}target: { platform: ${platform} }\n`);
    const found = findings.flatMap((one) => (one.code === 'VG413' ? [words.VG413.instead(one.args)] : []));
    expect(found).toEqual([expect.not.stringContaining('iptables')]);
  },
);

test('hosts that share a policy are told what each is told alone', async () => {
  const shared = `${goodPolicy.replace(/^vosguard: 1\n/, '')}target: { platform: centos7, backends: [iptables] }\nlogging: { drops: 1000/s }\n`;
  writeFileSync(join(folder(), 'shared.yaml'), shared);
  const hosts = {
    'a.yaml': 'name: a\n',
    'b.yaml': 'name: b\n',
    // The same but for one key, then like the first again, with a suppression, and with a mistake.
    'c.yaml': 'name: c\nsip: { known: { remember: 10m } }\n',
    'd.yaml': 'name: d\n',
    'e.yaml': 'name: e\ntarget: { platform: el9, backends: [nftables] }\n',
    'f.yaml': 'name: f\nsip: { known: { remember: 10 } }\n',
  };
  const told = async (...files: string[]) => {
    const { out } = await vosguard(folder(), ['lint', '--format', 'compact', ...files]);
    return out.split('\n').filter((line) => line !== '');
  };
  const alone: string[] = [];
  for (const [file, text] of Object.entries(hosts)) {
    writeFileSync(join(folder(), file), `vosguard: 1\ninclude: shared.yaml\n${text}`);
    alone.push(...(await told(file)));
  }
  expect(alone.length).toBeGreaterThan(5);
  expect(new Set(await told(...Object.keys(hosts)))).toEqual(new Set(alone));
});
