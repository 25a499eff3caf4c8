import { type Case, checked, relatedTo, saying, table } from './checked.js';

const add = (...signatures: readonly string[]) =>
  `signatures:\n  add:\n${signatures.map((one) => `    - { ${one} }\n`).join('')}`;

describe('names', () => {
  table(
    ['VG361'],
    [
      ['used twice', add('id: a, raw: BadDialer', 'id: a, raw: WorseDialer'), ['5:7 VG361']],
      ['used by a pack', add('id: sipvicious, raw: BadDialer'), ['4:7 VG361']],
      [
        'of a pack that is not used',
        `signatures:\n  use: []\n  add: [{ id: sipvicious, raw: BadDialer }]`,
        [],
      ],
      [
        'two packs that share some',
        'signatures: { use: [attack-tools, published-guides, honest-tools] }',
        [],
      ],
      ['all different', add('id: a, raw: BadDialer', 'id: b, raw: WorseDialer'), []],
    ],
  );

  test('says where the other is', () => {
    const own = checked(`vosguard: 1\n${add('id: a, raw: BadDialer', 'id: a, raw: WorseDialer')}`);
    expect(own.filter(({ code }) => code === 'VG361').map(relatedTo)).toEqual([['4:7']]);
    expect(saying(own)).toContain('The signature "a" is also defined above.');
    const pack = checked(`vosguard: 1\n${add('id: svmap, raw: BadDialer')}`);
    expect(saying(pack)).toContain('The signature "svmap" is also defined by a pack in "signatures.use".');
  });
});

describe('texts', () => {
  const raw = (text: string) => add(`id: a, raw: "${text}"`);
  const begins = (text: string) => add(`id: a, header: User-Agent, begins: "${text}"`);
  const good = ['BadDialer/', 'friendly-scanner', 'sip-scan', 'SIPScan', 'a-scanner', 'sip:100@1.1.1.1'];
  const bad = [
    'system',
    'smap',
    'scan',
    'VoIP',
    'Zoiper',
    'Yealink SIP-T46',
    'x-lite',
    'user-agent',
    'PhoneSystem',
  ];
  const request = (method: string, text: string) => add(`id: a, method: ${method}, begins: "${text}"`);
  const names = (texts: readonly string[], place: readonly string[]) =>
    texts.map((text): Case => [text, raw(text), place]);
  table(
    ['VG362', 'VG363', 'VG364'],
    [
      ...names(good, []),
      ...names(bad, ['4:21 VG363']),
      ...names(['a', 'sip', 'SIP', 'äö'.slice(1)], ['4:21 VG362']),
      ['two letters of two bytes', raw('äö'), []],
      ['every message, anywhere', raw('CSeq: '), ['4:21 VG363']],
      ['every message, but within a header', begins('CSeq: '), []],
      ['128 bytes', raw('q'.repeat(128)), []],
      ['129 bytes', raw('q'.repeat(129)), ['4:21 VG364']],
      ['129 bytes in fewer letters', raw(`${'ä'.repeat(64)}q`), ['4:21 VG364']],
      ['128 bytes with its header', begins('q'.repeat(115)), []],
      ['129 bytes with its header', begins('q'.repeat(117)), ['4:44 VG364']],
      ['128 bytes with its header', begins('q'.repeat(116)), []],
      ['every request of a method', request('OPTIONS', 'sip:'), ['4:41 VG363']],
      ['every request of a method, as the guides write it', raw('OPTIONS sip:'), ['4:21 VG363']],
      ['a request to one address', request('OPTIONS', 'sip:nm SIP/2.0'), []],
      ['129 bytes with its method', request('BYE', 'q'.repeat(125)), ['4:37 VG364']],
      ['128 bytes with its method', request('BYE', 'q'.repeat(124)), []],
      ['a real product that the corpus brought', raw('STARFACE'), ['4:21 VG363']],
      ['the packs', 'signatures: { use: [attack-tools, published-guides, honest-tools] }', []],
    ],
  );
});
