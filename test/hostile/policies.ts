/** A policy of so many entries under one key, as a stranger may send it. */
export interface Hostile {
  /** Paths as in the schema: `[]` for the items of a list, `*` for those of a map. What is no key is in words. */
  readonly key: string;
  readonly text: (entries: number) => string;
}

const start = 'vosguard: 1\n';
const trusted = 'trusted: [192.0.2.1]\n';
const base = start + trusted;
const address = (index: number) => `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
const each = (entries: number, text: (index: number) => string) =>
  Array.from({ length: entries }, (_, index) => text(index));
const lines = (entries: number, text: (index: number) => string) => each(entries, text).join('\n');
const list = (entries: number, text: (index: number) => string) => `[${each(entries, text).join(', ')}]`;
const port = (index: number) => String(1 + ((index * 2) % 65_535));

const of = (key: string, text: (entries: number) => string): Hostile => ({ key, text });

export const hostile: readonly Hostile[] = [
  of('include[]', (n) => `include: ${list(n, (i) => `i${i}.yaml`)}\n${base}`),
  of(
    'tests[]',
    (n) => `${base}tests:\n${lines(n, (i) => `  - { name: t${i}, send: { from: 192.0.2.1 } }`)}\n`,
  ),
  of('tests[].then[]', (n) => `${base}tests:\n  - name: t\n    then: ${list(n, () => '{ after: 1s }')}\n`),
  of(
    'tests[].answer.*',
    (n) => `${base}tests:\n  - name: t\n    answer: {${each(n, (i) => `a${i}: 200`).join(', ')}}\n`,
  ),
  of(
    'tests[].send.headers.*',
    (n) => `${base}tests:\n  - name: t\n    send: { headers: {${each(n, (i) => `a${i}: x`).join(', ')}} }\n`,
  ),
  of(
    'tests[].send.stream.cuts[]',
    (n) =>
      `${base}tests:\n  - name: t\n    send: { transport: tcp, stream: { cuts: ${list(n, (i) => String(1 + i))} } }\n`,
  ),
  of('target.backends[]', (n) => `${base}target: { backends: ${list(n, () => 'nftables')} }\n`),
  of('target.devices[]', (n) => `${base}target: { devices: ${list(n, (i) => `eth${i}`)} }\n`),
  of('addresses.*', (n) => `${base}addresses:\n${lines(n, (i) => `  g${i}: [${address(i)}]`)}\n`),
  of(
    'addresses.*, each in the next',
    (n) => `${base}addresses:\n${lines(n, (i) => `  g${i}: [${i === 0 ? address(0) : `g${i - 1}`}]`)}\n`,
  ),
  of('addresses.*[]', (n) => `${base}addresses: { a: ${list(n, address)} }\n`),
  of('addresses.*[] with unknown names', (n) => `${base}addresses: { a: ${list(n, (i) => `nobody${i}`)} }\n`),
  of('trusted[]', (n) => `${start}trusted: ${list(n, address)}\n`),
  of('trusted[], the same', (n) => `${start}trusted: ${list(n, () => '192.0.2.0/24')}\n`),
  of(
    'trusted[], each within the next',
    (n) => `${start}trusted: ${list(n, (i) => `198.18.0.0-${address(i)}`)}\nblocked: ${list(n, address)}\n`,
  ),
  of('sip.strangers.from[]', (n) => `${base}sip: { strangers: { from: ${list(n, address)} } }\n`),
  of('services.*.icmp[]', (n) => `${base}services: { p: { icmp: ${list(n, (i) => String(i % 256))} } }\n`),
  of('services.*.to[]', (n) => `${base}services: { p: { tcp: [9], to: ${list(n, address)} } }\n`),
  of('services.*.on[]', (n) => `${base}services: { p: { tcp: [9], on: ${list(n, (i) => `eth${i}`)} } }\n`),
  of('lists.*', (n) => `${base}lists:\n${lines(n, (i) => `  l${i}: { file: l${i}.txt }`)}\n`),
  of(
    'lists.*.column[]',
    (n) => `${base}lists: { l: { file: l.csv, format: csv, column: ${list(n, (i) => String(1 + i))} } }\n`,
  ),
  of(
    'lists.*.where.is[]',
    (n) =>
      `${base}lists: { l: { file: l.csv, format: csv, where: { column: 1, is: ${list(n, (i) => `v${i}`)} } } }\n`,
  ),
  of(
    'lists.*.countries[]',
    (n) => `${base}lists: { l: { file: l.txt, format: delegated, countries: ${list(n, (i) => `c${i}`)} } }\n`,
  ),
  of(
    'lists.*.names[]',
    (n) => `${base}lists: { l: { file: l.txt, names: ${list(n, (i) => `n${i}.example.com`)} } }\n`,
  ),
  of('sip.domains[]', (n) => `${base}sip: { domains: ${list(n, (i) => `d${i}.example.com`)} }\n`),
  of(
    'sip.bans.again.for[]',
    (n) => `${base}sip: { bans: { again: { for: ${list(n, (i) => `${60 + i}s`)} } } }\n`,
  ),
  of('sip.to[]', (n) => `${base}sip: { to: ${list(n, address)} }\n`),
  of(
    'services.*.when.days[]',
    (n) => `${base}services: { p: { tcp: [9], when: { days: ${list(n, () => 'mon-sun')} } } }\n`,
  ),
  of('sip.at.address[]', (n) => `${base}sip: { at: { address: ${list(n, address)} } }\n`),
  of(
    'sip.at.on[]',
    (n) => `${base}sip: { at: { address: 198.51.100.7, on: ${list(n, (i) => `"e${i}*"`)} } }\n`,
  ),
  of('sip.on[]', (n) => `${base}sip: { on: ${list(n, (i) => `"e${i}*"`)} }\n`),
  of('blocked[]', (n) => `${base}blocked: ${list(n, address)}\n`),
  of(
    'blocked[] until a day',
    (n) =>
      `${base}blocked:\n${lines(n, (i) => `  - { address: ${address(i)}, until: '2020-01-01', reason: r${i} }`)}\n`,
  ),
  of(
    'services.*',
    (n) =>
      `${base}services:\n${lines(n, (i) => `  s${i}: { tcp: [${1000 + (i % 500)}-${2000 + (i % 60_000)}] }`)}\n`,
  ),
  of('services.*.udp[]', (n) => `${base}services: { s: { udp: ${list(n, port)} } }\n`),
  of(
    'services.*.tcp[]',
    (n) => `${base}services: { s: { tcp: ${list(n, port)} }, t: { tcp: ${list(n, port)} } }\n`,
  ),
  of('services.*.from[]', (n) => `${base}services: { s: { tcp: [99], from: ${list(n, address)} } }\n`),
  of('sip.ports.udp[]', (n) => `${base}sip: { ports: { udp: ${list(n, port)} } }\n`),
  of('sip.ports.tcp[]', (n) => `${base}sip: { ports: { tcp: ${list(n, port)} } }\n`),
  of('sip.ports.encrypted[]', (n) => `${base}sip: { ports: { encrypted: ${list(n, port)} } }\n`),
  of('sip.ports.encrypted.udp[]', (n) => `${base}sip: { ports: { encrypted: { udp: ${list(n, port)} } } }\n`),
  of('sip.ports.encrypted.tcp[]', (n) => `${base}sip: { ports: { encrypted: { tcp: ${list(n, port)} } } }\n`),
  of('signatures.use[]', (n) => `${base}signatures: { use: ${list(n, (i) => `pack${i}`)} }\n`),
  of(
    'signatures.add[]',
    (n) =>
      `${base}signatures:\n  add:\n${lines(n, (i) => `    - { id: s${i}, header: User-Agent, begins: Bad${i} }`)}\n`,
  ),
  of(
    'vos3000.parameters.*',
    (n) => `${base}vos3000:\n  parameters:\n${lines(n, (i) => `    SS_X${i}: 1`)}\n`,
  ),
  of(
    'vos3000.mapping_gateways[]',
    (n) =>
      `${base}vos3000:\n  mapping_gateways:\n${lines(n, (i) => `    - { name: g${i}, from: [${address(i)}] }`)}\n`,
  ),
  of(
    'vos3000.mapping_gateways[].from[]',
    (n) => `${base}vos3000:\n  mapping_gateways: [{ name: g, from: ${list(n, address)} }]\n`,
  ),
  of('vos3000.web_access_control[]', (n) => `${base}vos3000: { web_access_control: ${list(n, address)} }\n`),
  of('profiles.*', (n) => `${base}profiles:\n${lines(n, (i) => `  p${i}: { trusted: [${address(i)}] }`)}\n`),
  of('keys that nobody knows', (n) => `${base}${lines(n, (i) => `unknown${i}: 1`)}\n`),
  of('a key again and again', (n) => `${base}${lines(n, () => 'trusted: [192.0.2.2]')}\n`),
  of(
    'comments that suppress',
    (n) =>
      `${base}services:\n${lines(n, (i) => `  # vosguard-disable-next-line VG324 -- why\n  s${i}: { tcp: [99] }`)}\n`,
  ),
  of(
    'comments that suppress, in profiles',
    (n) =>
      `${base}profiles:\n${lines(n, (i) => `  # vosguard-disable-next-line VG324 -- why\n  p${i}: { trusted: [${address(i)}] }`)}\n`,
  ),
  of(
    'places in one line behind characters of two units',
    (n) => `vosguard: 1\nname: "${'\u{1f4de}'.repeat(n)}"\ntrusted: ${list(n, () => '192.0.2.300')}\n`,
  ),
];
