import { missingModules, modulesAdvice, sampleRules } from '../../src/plan/missing-modules.js';

const rules = `# by vosguard
*raw
:VG-a - [0:0]
-A VG-a -p udp -m u32 --u32 "0x0=0x1" -m comment --comment "vg:a -m nothing" -g VG-b
-A VG-a -p udp -m u32 --u32 "0x0=0x2" -m comment --comment "vg:b" -j DROP
-A VG-a -m set --match-set vg-known-4 src -m comment --comment "vg:c" -j ACCEPT
-A VG-a -m comment --comment "vg:d" -j SET --add-set vg-banned-4 src --exist
-A VG-a -m comment --comment "vg:e" -j LOG --log-prefix "vg "
-I PREROUTING 1 -m comment --comment "vg:hook.prerouting" -j VG-a
COMMIT
`;

test('a sample has each extension once, no set and no jump', () => {
  expect(sampleRules(rules).split('\n')).toEqual([
    '*raw',
    ':VG-a - [0:0]',
    expect.stringContaining('"vg:a -m nothing"'),
    expect.stringContaining('-j LOG'),
    'COMMIT',
    '',
  ]);
});

test('what iptables-nft says of a kernel without modules', () => {
  const said = [
    'Warning: Extension comment revision 0 not supported, missing kernel module?',
    'Warning: Extension u32 revision 0 not supported, missing kernel module?',
    'Warning: Extension comment is not supported, missing kernel module?',
    'iptables-restore v1.8.10 (nf_tables): line 3: RULE_APPEND failed (No such file or directory)',
  ];
  expect(missingModules(said.join('\n'))).toEqual(['xt_comment', 'xt_u32']);
});

const release = '6.12.0-1';
test.each([
  [
    'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="10.1"',
    ['xt_comment'],
    `kernel-modules-extra-${release} has`,
  ],
  ['ID=rhel\nVERSION_ID="10.0"', ['xt_string'], `kernel-modules-extra-${release} has`],
  [
    'ID="almalinux"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.6"',
    ['xt_u32'],
    'set target.platform to el9',
  ],
  ['ID="ol"\nID_LIKE="fedora"\nVERSION_ID="9.6"', ['xt_string'], 'see which package'],
  ['ID=fedora\nVERSION_ID=44', ['xt_string'], `kernel-modules-extra-${release} has`],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="26.04"', ['xt_u32'], `linux-modules-extra-${release} has`],
  ['ID=debian\nVERSION_ID="13"', ['xt_u32'], 'see which package'],
  ['', ['xt_u32'], 'see which package'],
])('%j without %j', (osRelease, missing, advice) => {
  expect(modulesAdvice(missing, osRelease, release)).toContain(advice);
});
