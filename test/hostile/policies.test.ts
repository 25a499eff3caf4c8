import { readFileSync } from 'node:fs';
import { compilePolicy } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderCompact } from '../../src/diagnostics/render/compact.js';
import { renderGithub } from '../../src/diagnostics/render/github.js';
import { renderJson } from '../../src/diagnostics/render/json.js';
import { renderPretty } from '../../src/diagnostics/render/pretty.js';
import { renderSarif } from '../../src/diagnostics/render/sarif.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';
import { hostile } from './policies.js';
import { stepsOf } from './steps.js';

const formats = {
  pretty: (findings: readonly Diagnostic[]) => renderPretty(findings, { colour: false }),
  compact: renderCompact,
  github: renderGithub,
  json: renderJson,
  sarif: (findings: readonly Diagnostic[]) => renderSarif(findings, '0'),
} as const;

function lint(text: string): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  const files = memoryFiles({ 'policy.yaml': text });
  compilePolicy(
    { path: 'policy.yaml', files, profile: undefined, today },
    (one) => findings.push(one),
    'left out',
  );
  return findings;
}

/** As `npm run hostile` has it: 1,000 and 100,000, a part of `npm run proof`. Less shows the same in half a minute. */
const most = Number(process.env.HOSTILE ?? 200);
const few = most / 10;

/** Of one key, the steps of all stages and of every format; what comes out is no longer for ten times as much. */
function measured(text: string): { readonly steps: number; readonly longest: number } {
  let longest = 0;
  const steps = stepsOf(() => {
    const findings = lint(text);
    for (const render of Object.values(formats)) longest = Math.max(longest, render(findings).length);
  });
  return { steps, longest };
}

test.each(hostile.map((one) => [one.key, one] as const))(
  '%s: the steps grow as the entries do',
  (_, { text }) => {
    // What is compiled and set up at the first use is not counted.
    lint(text(10));
    const [small, large] = [measured(text(few)), measured(text(most))];
    expect(large.steps / small.steps).toBeLessThan(1.5 * (most / few));
    expect(large.longest).toBeLessThan(1_000_000);
  },
  600_000,
);

test('there is one for each list and each map of the schema', () => {
  const known = new Set(hostile.map(({ key }) => key));
  const paths = listPaths(JSON.parse(readFileSync('policy.schema.json', 'utf8')));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !known.has(path))).toEqual([]);
});

/** Those of a profile and of a later step of a test are those of the policy, the hours of a limit those of a service. */
const repeated = /^profiles\.\*\.|^tests\[\]\.then\[\]\.|^sip\..*\.when\./;

type Schema = { readonly [key: string]: unknown };

function listPaths(root: Schema): readonly string[] {
  const found = new Set<string>();
  const walk = (schema: unknown, path: string, depth: number): void => {
    if (typeof schema !== 'object' || schema === null || depth > 12 || repeated.test(`${path}.`)) return;
    const { $ref, items, additionalProperties, properties, ...rest } = schema as Schema;
    if (typeof $ref === 'string') {
      walk(referred(root, $ref), path, depth + 1);
      return;
    }
    for (const key of ['anyOf', 'oneOf', 'allOf'])
      for (const one of (rest[key] as readonly unknown[] | undefined) ?? []) walk(one, path, depth + 1);
    if (items !== undefined) {
      found.add(`${path}[]`);
      walk(items, `${path}[]`, depth + 1);
    }
    if (typeof additionalProperties === 'object') {
      found.add(`${path}.*`);
      walk(additionalProperties, `${path}.*`, depth + 1);
    }
    for (const [name, one] of Object.entries((properties as Schema | undefined) ?? {}))
      walk(one, path === '' ? name : `${path}.${name}`, depth + 1);
  };
  walk(root, '', 0);
  return [...found];
}

const referred = (root: Schema, ref: string): unknown =>
  ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, name) => (node as Schema)[name], root);

describe('more than a hundred findings', () => {
  const findings = lint(
    `vosguard: 1\ntrusted: [192.0.2.1]\nnonsense: 1\nservices:\n${Array.from({ length: 400 }, (_, index) => `  s${index}: { tcp: [99] }`).join('\n')}\n`,
  );
  const many = [
    ...findings,
    ...lint(
      `vosguard: 1\ntrusted: [192.0.2.1]\nservices:\n${Array.from({ length: 400 }, (_, index) => `  s${index}: { tcp: [99] }`).join('\n')}\n`,
    ),
  ];

  test('four hundred services on one port are told once each', () => {
    expect(many.filter(({ code }) => code === 'VG324')).toHaveLength(399);
  });

  test('the first hundred are shown, errors first, and the rest is counted', () => {
    const json = JSON.parse(renderJson(many));
    expect(json.findings).toHaveLength(100);
    expect(json.findings.map(({ code }: { code: string }) => code)).toContain('VG200');
    const hidden = Object.values(json.more as Record<string, number>).reduce((a, b) => a + b, 0);
    const { error, warning, note } = json.counts;
    expect(hidden + 100).toBe(error + warning + note);
    expect(hidden).toBeGreaterThan(299);
  });

  test.each(['pretty', 'compact', 'github'] as const)('%s says how many there are', (format) => {
    const text = formats[format](many);
    expect(text.match(/VG324: |VG324 T|title=VG324/g)?.length).toBeLessThan(101);
    expect(text).toMatch(/\d{3} more findings are not shown: .*VG324 \d{3}/s);
  });

  test('so does SARIF', () => {
    const [run] = JSON.parse(renderSarif(many, '0')).runs;
    expect(run.results).toHaveLength(100);
    expect(run.properties.notShown.VG324).toBeGreaterThan(299);
  });
});
