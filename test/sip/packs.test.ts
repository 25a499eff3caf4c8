import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { packOf, packReferences, packs, pinned } from '../../src/sip/packs.js';
import { checked } from '../check/checked.js';

const schema = JSON.parse(readFileSync('src/sip/packs/pack.schema.json', 'utf8'));
const fits = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);
const all = packs.map((pack) => [pinned(pack), pack] as const);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each(all)('%s fits the schema of packs', (_, pack) => {
  fits(plain(pack));
  expect(fits.errors).toBeNull();
});

test.each([
  ['no evidence', { evidence: [] }],
  [
    'evidence without an address',
    { evidence: [{ grade: 'seen', address: 'a mail', says: 'what was seen there' }] },
  ],
  ['three characters', { pattern: { kind: 'raw', text: 'sip' } }],
  ['a request without a method', { pattern: { kind: 'request', text: 'sip:nm' } }],
  ['no backend', { backends: [] }],
  ['a key that nobody reads', { severity: 1 }],
])('the schema refuses %s', (_, change) => {
  const pack = packs[0];
  expect(fits(plain({ ...pack, signatures: [{ ...pack?.signatures[0], ...change }] }))).toBe(false);
});

/** What a pinned version looks for. A line may be added here, never changed: make a new version instead. */
const released: Readonly<Record<string, string>> = {
  'attack-tools@1': '171294a6deaa8477',
  'published-guides@1': '405a554caa97034e',
  'honest-tools@1': '8da35431d33401c1',
  'honest-tools@2': '56c6acedb4f93c3c',
};

test.each(all)('%s looks for what it was released with', (reference, { signatures }) => {
  const sought = JSON.stringify(signatures.map(({ id, pattern }) => [id, pattern]));
  expect(createHash('sha256').update(sought).digest('hex').slice(0, 16)).toBe(released[reference]);
});

test('versions count from 1, and the name alone means the newest', () => {
  for (const name of new Set(packs.map((pack) => pack.name))) {
    const versions = packs.filter((pack) => pack.name === name);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    expect(packOf(name)).toBe(versions.at(-1));
  }
  for (const reference of packReferences) expect(packOf(reference)).toBeDefined();
  expect(packOf('attack-tools@0')).toBeUndefined();
  expect(packOf('constructor')).toBeUndefined();
});

test('signatures of one id look for the same, in whatever pack', () => {
  const sought = new Map<string, string>();
  for (const { id, pattern } of packs.flatMap(({ signatures }) => signatures)) {
    const text = JSON.stringify(pattern).toLowerCase();
    expect(sought.get(id) ?? text).toBe(text);
    sought.set(id, text);
  }
});

test.each([
  ['iptables', 'iptables.rules'],
  ['nftables', 'signatures.rules'],
] as const)('the rules of %s hold the signatures that name it as a backend', (backend, file) => {
  const artifact = readFileSync(`test/golden/retail/${file}`, 'utf8');
  for (const { id, backends } of packOf('attack-tools')?.signatures ?? []) {
    expect([id, artifact.includes(`strangers.signatures.${id}"`)]).toEqual([id, backends.includes(backend)]);
  }
});

test('lint finds nothing in a pack, were it the own signatures of a policy', () => {
  const add = (packOf('attack-tools')?.signatures ?? []).map(({ id, pattern: { kind, text, ...where } }) => ({
    id,
    ...where,
    [kind === 'request' ? 'begins' : kind]: text,
  }));
  const codes = checked(`vosguard: 1\nsignatures: ${JSON.stringify({ use: [], add })}\n`).map(
    ({ code }) => code,
  );
  expect(codes.filter((code) => code.startsWith('VG36'))).toEqual([]);
});
