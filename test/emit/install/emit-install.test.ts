import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { installer } from '../../../src/emit/install/generated/installer.js';
import { shellQuote } from '../../../src/emit/install/head.js';
import { compileText } from '../../lint-text.js';

const policy = (more: string) => `
vosguard: 1
name: switch-1
trusted: [192.0.2.1]
${more}
`;

/** The variables at the head, as a shell reads them. */
function head(more = ''): Readonly<Record<string, string>> {
  const { artifacts } = compileText(policy(more));
  const text = (artifacts.get('install.sh') ?? '').slice(0, -installer.length);
  const names = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
  const script = `${text}\n${names.map((name) => `printf '%s\\0' "$${name}"`).join('\n')}`;
  const values = execFileSync('sh', { input: script, encoding: 'utf8' }).split('\0');
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

test('the text below the head is the same for every policy', () => {
  for (const more of ['', 'target: { platform: centos6 }'])
    expect(compileText(policy(more)).artifacts.get('install.sh')?.endsWith(installer)).toBe(true);
});

test('says which policy it is, and for which host', () => {
  expect(head()).toMatchObject({ POLICY: 'switch-1', PLATFORM: 'generic', OR_NEWER: 'yes' });
});

test('the backends that there are files for, nftables first', () => {
  expect(head().BACKENDS).toBe('nftables iptables');
  expect(head('target: { platform: centos6 }')).toMatchObject({
    BACKENDS: 'iptables',
    NEED_NFT: '',
    NEED_IPTABLES: '1.4.7',
  });
});

test('the sum of each other artifact', () => {
  const { artifacts } = compileText(policy(''));
  const sums = new Map([...artifacts].filter(([file]) => !['install.sh', 'manifest.json'].includes(file)));
  const lines = [...sums].map(([file, text]) => `${createHash('sha256').update(text).digest('hex')} ${file}`);
  expect(head().SUMS?.trim().split('\n').toSorted()).toEqual(lines.toSorted());
});

test('the sets that are learned and those that hold the trusted, by the names of each backend', () => {
  const { LEARNED = '', TRUSTED, REFUSING = '' } = head();
  expect(LEARNED.split(' ')).toEqual(
    expect.arrayContaining(['vg-banned-4', 'vg-banned-6', 'banned4', 'banned6']),
  );
  expect(TRUSTED).toBe('vg-trusted-4 trusted4');
  expect(REFUSING.split(' ')).toEqual(expect.arrayContaining(['VG-strangers.refused', 'ban.flood']));
});

test('where each backend keeps whom, for how long, and the ports at which one becomes known', () => {
  const {
    HOLDING = '',
    BLOCKED,
    REMEMBER,
    SIP_UDP,
    SIP_TCP,
  } = head(
    'blocked: [198.51.100.0/24]\nsip: { ports: { udp: [5060, 6000-6010], tcp: [5061] }, known: { remember: 90s } }',
  );
  const lines = ['iptables known 4 vg-known-4', 'nftables banned 6 banned6', 'nftables paroled 4 paroled4'];
  expect(HOLDING.split('\n')).toEqual(expect.arrayContaining(lines));
  expect({ BLOCKED, REMEMBER, SIP_UDP, SIP_TCP }).toEqual({
    BLOCKED: 'vg-blocked-4 blocked4',
    REMEMBER: '90',
    SIP_UDP: '5060 6000-6010',
    SIP_TCP: '5061',
  });
  expect(head('sip: { strangers: deny }').REMEMBER).toBe('');
  // A set for each time, where a rule cannot give one: by hand it is the first.
  expect(head('target: { platform: centos6 }').HOLDING).toMatch(
    /^iptables banned 4 vg-banned-4\niptables banned 4 vg-banned\.180-4$/m,
  );
});

test.each(["it's", '$(id) `id` "x" \\ \n', ''])('%j is one word of a shell', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' })).toBe(text);
});
