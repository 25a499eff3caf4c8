import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printedOf } from '../../src/emit/artifacts.js';
import { emitListsConf } from '../../src/emit/install/lists-conf.js';
import { partsText } from '../installer/shell-text.js';
import { compileText } from '../lint-text.js';

const installer = partsText(
  '25-lists.sh',
  '30-sets.sh',
  '38-told.sh',
  '89-lists-judge.sh',
  '89-lists-text.sh',
  '93-lists.sh',
  '93-lists-names.sh',
  '93-lists-sets.sh',
);

const policy = (names: string, more = '') => `vosguard: 1
lists:
  peers: { names: [${names}], on_switch: on, keep: 1h${more} }
  feed: { url: "https://lists.example/feed", on_switch: on }
trusted: [{ list: peers }]
blocked: [{ list: feed }, 192.0.2.66]
services: { ssh: { tcp: [22], from: [192.0.2.8/29, { list: peers }] } }
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vosguard-names-'));
  mkdirSync(join(folder, 'bin'));
  for (const tool of [
    'awk',
    'cat',
    'cp',
    'cut',
    'date',
    'comm',
    'cmp',
    'grep',
    'head',
    'mkdir',
    'mv',
    'od',
    'rm',
    'sed',
    'sh',
    'sha256sum',
    'sort',
    'tail',
    'tr',
    'wc',
  ]) {
    const path = ['/usr/bin', '/bin'].map((dir) => join(dir, tool)).find(existsSync);
    if (path !== undefined) symlinkSync(path, join(folder, 'bin', tool));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tool(name: string, script: string) {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** Refreshes `peers` on a host with these tools alone; what is printed, and the script that follows. */
function refreshed({ names = 'sip.carrier.example', more = '', before = '', after = '' } = {}) {
  const compiled = compileText(policy(names, more));
  writeFileSync(join(folder, 'lists.conf'), emitListsConf(compiled.policy, printedOf(compiled.legal)) ?? '');
  const script = `set -u; LC_ALL=C; export LC_ALL
${installer}
cd ${folder}; mkdir -p state work
STATE=state WORK=work LOG=log ACCEPT= CONF=lists.conf BACKEND=nftables SNAP=.
have() { command -v "$1" > /dev/null 2>&1; }
say() { echo "said $*"; }
refuse() { echo "refused $*"; exit 3; }
span() { echo "$1 s"; }
on_disk() { mv -f "$1" "$2"; }
take_place() { :; }
drop_place() { :; }
PLACE=
nft() { cat "$2"; }
block_of lists.conf peers > work/block
${before}
refresh_list peers
${after}`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-s'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: join(folder, 'bin') },
  });
  expect(stderr).toBe('');
  return stdout.trimEnd();
}

const LOAD = 'load_named lists.conf';

/** What each tool prints of the same two addresses; BIND 9.18, glibc 2.36, and nslookup of busybox 1.35. */
const tools: readonly (readonly [name: string, script: string])[] = [
  [
    'getent',
    'printf "198.51.100.7     STREAM sip.carrier.example\\n198.51.100.7     DGRAM\\n2001:db8::7     STREAM\\n"',
  ],
  ['dig', 'printf "edge.carrier.example.\\n198.51.100.7\\n2001:db8::7\\n"'],
  [
    'host',
    'printf "sip.carrier.example is an alias for edge.carrier.example.\\nedge.carrier.example has address 198.51.100.7\\nedge.carrier.example has IPv6 address 2001:db8::7\\n"',
  ],
  [
    'nslookup',
    'printf "Server:\\t\\t192.0.2.53\\nAddress:\\t192.0.2.53#53\\n\\nNon-authoritative answer:\\nName:\\tedge.carrier.example\\n"; case $1 in *AAAA) printf "Address: 2001:db8::7\\n" ;; *) printf "Address: 198.51.100.7\\n" ;; esac',
  ],
];

describe.each(tools)('with %s alone', (name, script) => {
  test('A and AAAA go to each set that asks them, and to whom no list blocks', () => {
    tool(name, script);
    const said = refreshed({ after: `${LOAD}; echo spared; spared lists.conf | grep 7$` });
    expect(said).toBe(`peers: 2 entries
flush set inet vosguard named.trusted4
add element inet vosguard named.trusted4 { 198.51.100.7, }
flush set inet vosguard named.trusted6
add element inet vosguard named.trusted6 { 2001:db8:0:0:0:0:0:7, }
flush set inet vosguard named.service.ssh4
add element inet vosguard named.service.ssh4 { 198.51.100.7, }
flush set inet vosguard named.service.ssh6
add element inet vosguard named.service.ssh6 { 2001:db8:0:0:0:0:0:7, }
spared
198.51.100.7
2001:db8:0:0:0:0:0:7`);
  });
});

test.each([
  [
    'dig',
    'case $* in *SRV*) printf "10 60 5060 a.carrier.example.\\n10 60 5060 -rf.\\n0 0 0 .\\n" ;; *a.carrier*) echo 198.51.100.8 ;; esac',
  ],
  [
    'host',
    'case $* in *SRV*) echo "_sip._udp.carrier.example has SRV record 10 60 5060 a.carrier.example." ;; *) echo "a.carrier.example has address 198.51.100.8" ;; esac',
  ],
  [
    'nslookup',
    'case $* in *SRV*) echo "_sip._udp.carrier.example	service = 10 60 5060 a.carrier.example." ;; *AAAA*) ;; *) printf "Name: a.carrier.example\\nAddress: 198.51.100.8\\n" ;; esac',
  ],
])('SRV by %s', (name, script) => {
  tool(name, script);
  expect(
    refreshed({ names: '_sip._udp.carrier.example', after: 'addresses_by_name lists.conf trusted' }),
  ).toBe('peers: 1 entries\n198.51.100.8');
});

test('SRV with getent alone, which does not know it', () => {
  tool('getent', 'exit 2');
  expect(refreshed({ names: '_sip._udp.carrier.example' })).toContain(
    'SRV of it needs dig, host or nslookup',
  );
});

test('no tool', () => {
  expect(refreshed()).toContain(
    'this host has neither getent nor dig, host or nslookup; nothing was fetched before',
  );
});

const ADDRESS = 'echo "198.51.100.7 STREAM"';

test('a name that resolves no more: what it had stays as long as keep says, and the reason is told', () => {
  tool('getent', ADDRESS);
  refreshed();
  tool('getent', 'exit 2');
  const after = `${LOAD}; echo; tell_fetched`;
  const soon = refreshed({ after });
  expect(soon).toContain('named.trusted4 { 198.51.100.7, }');
  expect(soon).toContain(
    'note list peers: 1 entries, 0 h old; the last try kept what stood: no address now for sip.carrier.example',
  );
  // As if it was two hours ago. Nothing is left, so what stood is kept all the same.
  const seen = join(folder, 'state/fetched/peers.seen');
  writeFileSync(
    seen,
    readFileSync(seen, 'utf8').replace(/\d+$/m, String(Math.floor(Date.now() / 1000) - 7200)),
  );
  const late = refreshed({ after });
  expect(late).toContain(
    'no name server here knows an address of it (sip.carrier.example); what stands is kept, 1 entries',
  );
  expect(late).toContain('named.trusted4 { 198.51.100.7, }');
});

test('an address that another one has replaced stays as long as keep says, and no longer', () => {
  tool('getent', ADDRESS);
  refreshed();
  tool('getent', 'echo "198.51.100.9 STREAM"');
  const list = 'addresses_by_name lists.conf trusted';
  expect(refreshed({ after: list })).toBe('peers: 2 entries\n198.51.100.7\n198.51.100.9');
  const seen = join(folder, 'state/fetched/peers.seen');
  writeFileSync(seen, readFileSync(seen, 'utf8').replace(/^(198\.51\.100\.7 \S+) \d+$/m, '$1 1700000000'));
  expect(refreshed({ after: list })).toBe('peers: 1 entries\n198.51.100.9');
});

test('other keys of the list change nothing of what stands; of other names, what was seen counts until somebody asks', () => {
  tool('getent', ADDRESS);
  refreshed();
  tool('getent', 'exit 2');
  const list = 'addresses_by_name lists.conf trusted';
  const told = 'tell_fetched | grep peers';
  expect(refreshed({ more: ', every: 1h', before: `${list}; ${told}; exit` })).toBe(
    '198.51.100.7\nnote list peers: 1 entries, 0 h old',
  );
  expect(refreshed({ names: 'sip.carrier.example, new.example', before: `${list}; exit` })).toBe(
    '198.51.100.7',
  );
  expect(refreshed({ names: 'new.example', before: `${list}; exit` })).toBe('');
});

test('a name that the policy names no more goes at once', () => {
  tool('getent', 'case $2 in sip.*) echo 198.51.100.7 x ;; *) echo 198.51.100.9 x ;; esac');
  refreshed();
  expect(refreshed({ names: 'other.example', after: 'addresses_by_name lists.conf trusted' })).toBe(
    'peers: 1 entries\n198.51.100.9',
  );
});

test.each([
  ['addresses of this host', '203.0.113.1'],
  ['loopback', '127.0.0.1'],
  ['link-local', 'fe80::1'],
  ['multicast', '224.0.0.5'],
  ['text', '$(reboot)'],
  ['a network', '0.0.0.0/0'],
])('%s are nobody who is let in', (_, address) => {
  tool('ip', 'echo "2: eth0 inet 203.0.113.1/24 scope global eth0"');
  tool('getent', `printf '%s STREAM\\n198.51.100.7 STREAM\\n' '${address}'`);
  expect(refreshed({ after: 'addresses_by_name lists.conf trusted' }).split('\n').slice(1)).toEqual([
    '198.51.100.7',
  ]);
});

test('the sets are in what is loaded, at a boot with what was known last', () => {
  tool('getent', ADDRESS);
  const table = 'table inet vosguard {\\n\\tset named.trusted4 {\\n\\t\\ttype ipv4_addr\\n\\t}\\n}\\n';
  const load = (command: string) => `
DIR=. TARGET=work COMMAND=${command}; artifact() { [ -f "$1" ]; }
printf '${table}' > work/nft; true > work/ipset
fill_named 2> work/told; cat work/nft`;
  expect(refreshed({ after: load('boot') })).toContain('\t\telements = { 198.51.100.7 }\n\t}');
  // The first apply asks before it loads.
  rmSync(join(folder, 'state'), { recursive: true });
  expect(refreshed({ after: `rm -rf state/fetched; ${load('apply')}` })).toContain(
    'elements = { 198.51.100.7 }',
  );
  expect(refreshed({ after: `rm -rf state/fetched; ${load('boot')}` })).not.toContain('elements');
});
