import { codes } from '../../src/diagnostics/explain.js';
import { artifactUri, renderSarif, sarifRules } from '../../src/diagnostics/render/sarif.js';
import { inList, longBan, nowhere, open, untracked } from './findings.js';
import { errorsOf } from './sarif.js';

const logOf = (text: string) => JSON.parse(text);
const log = logOf(renderSarif([longBan, untracked, open, inList, nowhere], '1.2.3'));
const [run] = log.runs;

test('the published schema can say no', () => {
  expect(errorsOf(log)).toEqual([]);
  expect(errorsOf({ ...log, version: '2.2' })).not.toEqual([]);
  expect(errorsOf({ ...log, runs: [{ ...run, results: [{ message: {} }] }] })).not.toEqual([]);
  expect(errorsOf({ ...log, runs: [{ ...run, columnKind: 'bytes' }] })).not.toEqual([]);
  const broken = JSON.stringify(log).replace('"uri":"policy.yaml"', '"uri":"a b"');
  expect(errorsOf(logOf(broken))).not.toEqual([]);
});

test('results in the order of reading, with their rules, levels and places', () => {
  const seen = run.results.map(({ ruleId, ruleIndex, level, locations }: Result) => {
    const { uri, region } = placed(locations);
    return [ruleId, run.tool.driver.rules[ruleIndex].id, level, uri, region];
  });
  expect(seen).toEqual([
    ['VG314', 'VG314', 'note', undefined, undefined],
    ['VG313', 'VG313', 'error', 'lists/a.txt', region(7, 3, 7, 14)],
    ['VG301', 'VG301', 'warning', 'policy.yaml', region(3, 3, 3, 6)],
    ['VG341', 'VG341', 'warning', 'policy.yaml', region(5, 22, 5, 25)],
    ['VG353', 'VG353', 'error', 'sip.yaml', region(1, 1, 1, 12)],
  ]);
});

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly Location[];
}
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: unknown;
  };
}

function placed([location]: readonly Location[]) {
  return { uri: location?.physicalLocation.artifactLocation.uri, region: location?.physicalLocation.region };
}

function region(startLine: number, startColumn: number, endLine: number, endColumn: number) {
  return { startLine, startColumn, endLine, endColumn };
}

test('the other place of a finding is there', () => {
  expect(run.results[4].relatedLocations).toEqual([
    {
      id: 1,
      message: { text: 'here it is switched off' },
      physicalLocation: { artifactLocation: { uri: 'base.yaml' }, region: region(2, 6, 2, 15) },
    },
  ]);
});

test('an empty log is one too', () => {
  const empty = logOf(renderSarif([], '1.2.3'));
  expect(errorsOf(empty)).toEqual([]);
  expect(empty.runs[0].results).toEqual([]);
  expect(empty.runs[0].tool.driver).toMatchObject({ name: 'vosguard', version: '1.2.3', rules: [] });
});

test('every code makes a rule, and no two have one name', () => {
  const rules = sarifRules(codes);
  const driver = { ...run.tool.driver, rules };
  expect(errorsOf({ ...log, runs: [{ ...run, tool: { driver } }] })).toEqual([]);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test.each([
  ['policy.yaml', 'policy.yaml'],
  ['../a b/ä.yaml', '../a%20b/%C3%A4.yaml'],
  ['/etc/vosguard/policy.yaml', 'file:///etc/vosguard/policy.yaml'],
  ['http://x/y.yaml', 'http%3A//x/y.yaml'],
  ['a%2f#b?c', 'a%252f%23b%3Fc'],
  ['half \ud800', 'half%20%EF%BF%BD'],
])('the URI of %s is %s', (path, uri) => {
  expect(artifactUri(path)).toBe(uri);
});
