import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsText } from '../installer/shell-text.js';

/** The parts of the installer that read the rules of others. */
export const parts = partsText('36-others-read.sh', '36-others-rule.sh', '36-others-told.sh');

export const opens = `
SIP udp 5060 6060-6062
SIP tcp 5060
ssh tcp 22
media udp 10000-39999`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vosguard-others-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export interface Listings {
  readonly iptables?: string;
  readonly ip6tables?: string;
  /** As `nft -t list ruleset` prints it. */
  readonly nft?: string;
  /** What `nft list set` or `map` prints of one by its name. */
  readonly sets?: Readonly<Record<string, string>>;
  /** A set of ipset of type bitmap:port, with its members. */
  readonly ipset?: Readonly<Record<string, readonly number[]>>;
  readonly devices?: string;
}

/** Lines `dead | where | rule | what`, as the awk of each machine tells them. */
export function told(listings: Listings, wanted = opens): readonly string[] {
  const answers = ['', 'awk() { busybox awk "$@"; }\n'].map((awk) => run(awk, listings, wanted));
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] ?? [];
}

function run(
  awk: string,
  { iptables = '', ip6tables = '', nft = '', sets = {}, ipset = {}, devices = '' }: Listings,
  wanted: string,
) {
  for (const [name, text] of Object.entries(sets)) writeFileSync(join(folder, `set.${name}`), text);
  const members = Object.entries(ipset);
  writeFileSync(
    join(folder, 'ipset.-t'),
    members.map(([name]) => `Name: ${name}\nType: bitmap:port\nHeader: range 0-65535\n\n`).join(''),
  );
  for (const [name, ports] of members)
    writeFileSync(join(folder, `ipset.${name}`), `Name: ${name}\nMembers:\n${ports.join('\n')}\n`);
  const lines = [
    ...marked('iptables', iptables),
    ...marked('ip6tables', ip6tables),
    ...marked('nft', nft),
  ].join('\n');
  writeFileSync(join(folder, 'others'), `${lines}\n`);
  const script = `${awk}WORK='${folder}' OPENS='${wanted}' SIP_UDP= SIP_TCP= shown4=nft shown6=nft
have() { true; }
nft() { cat "$WORK/set.$5"; }
ipset() { cat "$WORK/ipset.$2"; }
${parts}
port_sets > "$WORK/port-sets"
case $OPENS in *+forwarded*) forwarded=yes ;; *) forwarded=no ;; esac
rules_as_one '${devices}' "$forwarded" < "$WORK/others" | ends_of_others '${devices}'`;
  const { stdout, stderr } = spawnSync('sh', ['-euc', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, 4).join(' | '));
}

const marked = (tool: string, text: string) =>
  text === '' ? [] : text.split('\n').map((line) => `${tool} ${line}`);

export const xt = (rules: string, policy = 'ACCEPT') => `*filter\n:INPUT ${policy} [0:0]\n${rules}\nCOMMIT`;
/** Rules of a base chain of nft, then other things of its table. */
export const nft = (rules: string, more = '', policy = 'accept') =>
  `table inet f {\n${more}\n\tchain in {\n\t\ttype filter hook input priority filter; policy ${policy};\n${rules
    .split('; ')
    .map((rule) => `\t\t${rule}`)
    .join('\n')}\n\t}\n}`;
export const held = (name: string, type: string, flags = '') =>
  `\tset ${name} {\n\t\ttype ${type}\n${flags === '' ? '' : `\t\tflags ${flags}\n`}\t}`;
export const elements = (kind: 'set' | 'map', name: string, entries: string) =>
  `table inet f {\n\t${kind} ${name} {\n\t\ttype inet_service\n\t\telements = { ${entries} }\n\t}\n}`;
