import { defaults } from '../../src/policy/defaults.js';
import { packOf, packs } from '../../src/sip/packs.js';
import { checked } from '../check/checked.js';
import { hits, messagesOf } from './hits.js';
import { rows } from './rows.js';

const agents = rows('user-agents.tsv', ['header', 'value', 'source']);
const tools = rows('tools.tsv', ['signature', 'value', 'source']);
const signaturesOf = (reference: string) => packOf(reference)?.signatures ?? [];

test('the corpus is large enough, each value there once, sorted, and with the address where it was seen', () => {
  const values = agents.map(({ value }) => value);
  expect(new Set(values).size).toBeGreaterThanOrEqual(150);
  expect(new Set(values).size).toBe(values.length);
  const order = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  expect(values).toEqual(values.toSorted(order));
  for (const { source } of [...agents, ...tools]) expect(source).toMatch(/^https?:\/\/[^\s]+$/);
  expect(new Set(agents.map(({ header }) => header))).toEqual(new Set(['User-Agent', 'Server']));
});

describe('no default pack hits a real phone, trunk or PBX', () => {
  const unasked = defaults.signatures.use.flatMap(signaturesOf);

  test('there is something that could', () => {
    expect(unasked.length).toBeGreaterThan(10);
  });

  // A value that was seen as Server is tried as User-Agent too: many products send the same name in both.
  test.each(agents)('$value', ({ header, value }) => {
    const messages = [header, 'User-Agent'].flatMap((name) => messagesOf(name, value));
    expect(messages.flatMap((message) => hits(unasked, message))).toEqual([]);
  });
});

test('the other packs hit none of them either', () => {
  const all = packs.flatMap(({ signatures }) => signatures);
  const found = agents.flatMap(({ value }) =>
    messagesOf('User-Agent', value).flatMap((message) => hits(all, message)),
  );
  expect(found).toEqual([]);
});

describe('the packs hit their own tools', () => {
  test.each(tools)('$value', ({ signature, value }) => {
    const [request = ''] = messagesOf('User-Agent', value);
    const all = packs.flatMap(({ signatures }) => signatures);
    expect(hits(all, request)).toContain(signature);
    expect(hits(all, request.replace('User-Agent: ', 'user-agent:').toUpperCase())).toContain(
      `${signature}.2`,
    );
  });

  test('svmap by its From, whatever it calls itself', () => {
    const [request = ''] = messagesOf('User-Agent', 'Yealink SIP-T21P_E2 52.83.0.35');
    const scan = request.replace(/^From: .*$/m, 'From: "sipvicious"<sip:100@1.1.1.1>;tag=6434396633623535');
    expect(hits(signaturesOf('attack-tools@1'), scan)).toEqual(['svmap-from']);
  });

  test('the probe of nmap, which has no User-Agent, since version 2', () => {
    const probe =
      'OPTIONS sip:nm SIP/2.0\r\nVia: SIP/2.0/UDP nm;branch=foo;rport\r\nFrom: <sip:nm@nm>;tag=root\r\n';
    expect(hits(signaturesOf('honest-tools@1'), probe)).toEqual([]);
    expect(hits(signaturesOf('honest-tools@2'), probe)).toEqual(['nmap-probe']);
  });
});

test('lint warns of every value of the corpus that is written as a signature', () => {
  const add = agents.map(({ value }, index) => ({ id: `own-${index}`, header: 'User-Agent', begins: value }));
  for (let at = 0; at < add.length; at += 200) {
    const part = add.slice(at, at + 200);
    const found = checked(`vosguard: 1\nsignatures: ${JSON.stringify({ add: part })}\n`);
    const warned = new Set(
      found.flatMap(({ code, args }) => (code === 'VG363' || code === 'VG362' ? [args.id] : [])),
    );
    expect(part.flatMap(({ id, begins }) => (warned.has(id) ? [] : [begins]))).toEqual([]);
  }
});
