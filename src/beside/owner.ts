/** By the names that tools give to their chains and tables. Each was read in a listing of the tool or in its sources. */
const owners: readonly (readonly [form: RegExp, owner: string])[] = [
  [/\bufw6?-/, 'ufw'],
  [/\bfirewalld\b|\bINPUT_ZONES\b|\bIN_[a-z]+(?:_allow)?\b/, 'firewalld'],
  [/\bf2b-|\bfail2ban-/i, 'fail2ban'],
  [/crowdsec/i, 'crowdsec'],
  [/\b(?:net-fw|fw-net|net2fw|reject|dynamic|smurfs|tcpflags)\b/, 'shorewall'],
  [/\b(?:LOCALINPUT|DENYIN|ALLOWIN)\b/, 'csf'],
  [/\bDOCKER(?:-|\b)|\bdocker-bridges\b/, 'docker'],
  [/\bLIBVIRT_/, 'libvirt'],
  [/\bKUBE-|\bcali-/, 'kubernetes'],
];

/** Whose rules these are, where their names tell. */
export const ownerOf = (names: readonly string[]): string | undefined =>
  owners.find(([form]) => names.some((name) => form.test(name)))?.[1];
