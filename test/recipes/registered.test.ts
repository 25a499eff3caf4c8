import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';

/** What `kamcmd ul.dump` of kamailio 5.6.3 prints of a contact, without the lines that the recipe does not read. */
const contact = (address: string, expires: string, received: string): string =>
  `\t\tContact: {\n\t\t\tAddress: ${address}\n\t\t\tExpires: ${expires}\n\t\t\tQ: -1\n\t\t\tReceived: ${received}\n\t\t}\n`;

const kamailio = [
  contact('sip:1001@192.0.2.11:5060;transport=UDP', '59', 'sip:192.0.2.11:5060'),
  // What it says of itself is no evidence.
  contact('sip:123@1.1.1.1', '3600', '[not set]'),
  contact('sip:1002@10.0.0.5:5060', '300', 'sip:203.0.113.9:40001;transport=tcp'),
  contact('sip:1003@10.0.0.6:5060', '40', 'sip:203.0.113.9:40002'),
  contact('sip:1004@192.0.2.12:5060', 'expired', 'sip:192.0.2.12:5060'),
  contact('sip:1005@192.0.2.13:5060', 'deleted', 'sip:192.0.2.13:5060'),
  contact('sip:1006@[2001:db8:7::11]:5060;transport=UDP', '60', 'sip:[2001:db8:7::11]:5060;transport=tcp'),
  contact('sip:1007@10.0.0.7', '70', 'sip:[2001:db8:7:1::12]:5060'),
].join('');

const asterisk = `
  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> <RTT(ms)..>
==========================================================================================

  Contact:  1001/sip:1001@192.0.2.11:5060;transport=tcp    3a1b2c3d4e Avail        12.345
  Contact:  1002/sip:1002@[2001:db8:7::11]:5060            5a1b2c3d4e NonQual         nan
  Contact:  trunk/sip:carrier.example.com:5060             6a1b2c3d4e Unavail         nan

Objects found: 3
`;

const freeswitch = `
Registrations:
=================================================================================================
Call-ID:    \t4a6b
User:       \t1000@192.0.2.1
Contact:    \t"" <sip:1000@10.0.0.5:5060>
Status:     \tRegistered(UDP-NAT)(unknown) EXP(2026-11-29 12:00:00) EXPSECS(1740)
IP:         \t203.0.113.9
Port:       \t5060

Total items returned: 1
=================================================================================================
`;

const temporary = temporaryFolder();

/** The recipe with a server that prints this. */
function list(recipe: string, variable: string, printed: string, status = 0): string | undefined {
  const server = join(temporary(), 'server');
  const path = join(temporary(), 'registered');
  writeFileSync(`${server}.txt`, printed);
  writeFileSync(server, `#!/bin/sh\ncat ${server}.txt\nexit ${status}\n`, { mode: 0o755 });
  const script = resolve('recipes/registered', recipe);
  const ended = spawnSync('sh', [script, path], { env: { PATH: process.env.PATH, [variable]: server } });
  expect(ended.status === 0).toBe(status === 0);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

test.each([
  [
    'kamailio.sh',
    'KAMCMD',
    kamailio,
    '192.0.2.11 59\n2001:db8:7:1::12 70\n2001:db8:7::11 60\n203.0.113.9 300\n',
  ],
  ['asterisk.sh', 'ASTERISK', asterisk, '192.0.2.11 300\n2001:db8:7::11 300\n'],
  ['freeswitch.sh', 'FS_CLI', freeswitch, '203.0.113.9 1740\n'],
])(
  '%s lists where the registrations came from, once each, with the longest time',
  (recipe, variable, printed, expected) => {
    expect(list(recipe, variable, printed)?.split('\n').toSorted()).toEqual(expected.split('\n').toSorted());
    expect(statSync(join(temporary(), 'registered')).mode & 0o777).toBe(0o600);
  },
);

test('a server that fails leaves the list as it was', () => {
  const before = list('kamailio.sh', 'KAMCMD', kamailio);
  expect(list('kamailio.sh', 'KAMCMD', '', 1)).toBe(before);
});
