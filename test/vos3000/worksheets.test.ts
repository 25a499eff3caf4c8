import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { markdownSheet } from '../../src/emit/vos3000/markdown.js';
import { attemptsOf } from '../../src/vos3000/attempts.js';
import { makeAudit } from '../../src/vos3000/audit/make-audit.js';
import { parameters } from '../../src/vos3000/catalogue/catalogue.js';
import { gatewayFields } from '../../src/vos3000/catalogue/gateway.js';
import { schemaVersions } from '../../src/vos3000/catalogue/schema-version.js';
import { pages, sources } from '../../src/vos3000/catalogue/sources.js';
import { tiers } from '../../src/vos3000/catalogue/tier.js';
import { alarms, kernelAdvice, watched } from '../../src/vos3000/catalogue/watched.js';
import { makeWorksheet } from '../../src/vos3000/worksheet/make-worksheet.js';
import { compileText, lintText } from '../lint-text.js';

const root = join(import.meta.dirname, '../..');
const example = readFileSync(join(root, 'examples/softswitch/policy.yaml'), 'utf8');
const lists = {
  'lists/blocklist.netset': readFileSync(join(root, 'examples/softswitch/lists/blocklist.netset'), 'utf8'),
};

const numbersIn = (text: string): readonly string[] => text.match(/\d+(?:\.\d+)*/g) ?? [];

/** Every number that the catalogue holds, in its facts and in its words. */
const ofCatalogue = new Set(
  numbersIn(
    JSON.stringify([
      parameters,
      gatewayFields,
      tiers,
      kernelAdvice,
      watched,
      alarms,
      pages,
      schemaVersions,
      sources,
    ]),
  ),
);

interface Sheets {
  readonly name: string;
  readonly policy: string;
  readonly profile: string | undefined;
}

/** As many parameters as can be wanted at once: each of a version, at its value as delivered. */
const allOf = (schema: (typeof schemaVersions)[number], version: string): string => {
  const lines = parameters.flatMap(({ versions }) => {
    const inVersion = versions[schema];
    if (inVersion === undefined || inVersion.initial?.value === '') return [];
    const value = inVersion.initial?.value ?? (inVersion.kind.kind === 'switch' ? 'on' : 4711);
    return [
      `    ${inVersion.names[0].text}: ${value === true ? 'on' : value === false ? 'off' : JSON.stringify(value)}`,
    ];
  });
  return `vosguard: 1\nvos3000:\n  version: "${version}"\n  parameters:\n${lines.join('\n')}\n`;
};

const cases: readonly Sheets[] = [
  { name: 'the example', policy: example, profile: undefined },
  { name: 'the example under attack', policy: example, profile: 'attack' },
  { name: 'everything of 2.1.4.0', policy: allOf('2.1.4.0', '2.1.4.0'), profile: undefined },
  { name: 'everything of 2.1.9.07', policy: allOf('2.1.9.07', '2.1.9.07'), profile: undefined },
  { name: 'a version between', policy: allOf('2.1.4.0', '2.1.6.00'), profile: undefined },
];

describe.each(cases)('$name', ({ policy, profile }) => {
  const compiled = compileText(policy, lists, profile);
  const sheets = [...compiled.artifacts].filter(([file]) => file.endsWith('.md'));

  test('has sheets', () => {
    expect(sheets.map(([file]) => file)).toContain('vos3000.md');
  });

  test('every number is one of the catalogue or of the policy', () => {
    const { vos3000, vos3000Before, digest, expires, sip } = compiled.policy;
    const own = JSON.stringify(
      [
        vos3000,
        vos3000Before,
        attemptsOf(compiled.policy),
        sip.strangers,
        digest,
        expires && expires / 3_600_000,
      ],
      (_, value) => (value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value),
    );
    const allowed = new Set([...ofCatalogue, ...numbersIn(own), ...numbersIn(policy)]);
    for (const [file, text] of sheets) {
      const lines = text.replace(/^\d+\. /gm, '').replace(`sha256 \`${digest}\``, '');
      expect(
        numbersIn(lines)
          .filter((number) => !allowed.has(number))
          .map((number) => `${file}: ${number}`),
      ).toEqual([]);
    }
  });

  test('what is unverified is marked, and every letter has its source', () => {
    for (const [, text] of sheets) {
      const cited = new Set([...text.matchAll(/ \(([A-Z]{1,2})\)/g)].map(([, letter = '']) => letter));
      const listed = new Set(
        [...text.matchAll(/^- \(([A-Z]{1,2})\) .*<https:/gm)].map(([, letter = '']) => letter),
      );
      expect([...cited].filter((letter) => !listed.has(letter))).toEqual([]);
      expect(listed.size).toBeGreaterThan(0);
    }
  });
});

test('an unverified name of the example stands out, a proved one does not', () => {
  const sheet = compileText(example, lists).artifacts.get('vos3000.md') ?? '';
  const of = (name: string) => sheet.slice(sheet.indexOf(`### \`${name}\``)).split('\n\n')[1] ?? '';
  expect(of('SS_ENDPOINTREGISTERSUSPEND')).toContain('Name in 2.1.9.07: **UNVERIFIED**');
  expect(of('SS_ENDPOINTREGISTERRETRY')).toContain('Name in 2.1.9.07: said by guides');
});

test('the eleven points, both five layers and the review stand to be ticked off, in order', () => {
  const sheet = compileText(example, lists).artifacts.get('vos3000.md') ?? '';
  const ids = [...sheet.matchAll(/^- \[ \] \*\*.*?\*\* \(`([a-z-]+)`\)/gm)].map(([, id]) => id);
  expect(ids).toEqual([
    'retry', 'suspend', 'suspend-time', 'cps', 'register-limit', 'sip-limit', 'saved', 'online-check', 'baseline', 'blacklist', 'tested',
    'flood-kernel', 'flood-suspension', 'flood-cps', 'flood-online-check', 'flood-blacklist',
    'scanner-whitelist', 'scanner-strings', 'scanner-limits', 'scanner-switch', 'scanner-monitoring',
    'review',
  ]); // biome-ignore format: a list
});

test.each([
  ['no block', 'name: a', []],
  ['a block', 'vos3000: { version: "2.1.9.07" }', ['vos3000.md']],
])('%s: these sheets', (_, body, expected) => {
  const { artifacts } = compileText(`vosguard: 1\n${body}\n`);
  expect([...artifacts.keys()].filter((file) => file.endsWith('.md'))).toEqual(expected);
});

describe('the ways', () => {
  const policy = (attack: string, more = '') => `vosguard: 1
vos3000:
  version: "2.1.4.0"
  parameters: { SERVER_BILLING_RECODR_ZERO_HOLD_TIME: 1, SS_CDRRECORDILLEGALCALL: 1, SS_ENDPOINTREGISTERRETRY: 6 }
  mapping_gateways: [{ name: trunk-1, cps: 60, authentication: ip }]
${more}profiles:
  attack: { expires: 90m, ${attack} }
`;
  const steps = (text: string | undefined) =>
    [...(text ?? '').matchAll(/^\d+\. (.*)$/gm)].map(
      ([, step = '']) => step.split(/\. Verify|, or the|, without/)[0],
    );
  const ways = (text: string) => {
    const { artifacts } = compileText(text, {}, 'attack');
    return { into: steps(artifacts.get('vos3000-in.md')), back: steps(artifacts.get('vos3000-back.md')) };
  };

  test('records go off last and come back first', () => {
    const attack =
      'vos3000: { parameters: { SERVER_BILLING_RECODR_ZERO_HOLD_TIME: 0, SS_CDRRECORDILLEGALCALL: 0, SS_ENDPOINTREGISTERRETRY: 3, SS_REPLYUNAUTHORIZED: 1 }, mapping_gateways: [{ name: trunk-1, cps: 30, authentication: ip }], dynamic_blacklist: on }';
    const { into, back } = ways(policy(attack));
    const changes = [
      'System parameters: set `SS_ENDPOINTREGISTERRETRY` from `6` to `3`',
      'System parameters: set `SS_REPLYUNAUTHORIZED` from ............ to `on`',
      'Mapping gateway, additional settings: set `trunk-1: rate limit (calls a second)` from `60 calls/s` to `30 calls/s`',
      'Dynamic black list: set `Dynamic black list` from ............ to `on`',
      'Billing parameters: set `SERVER_BILLING_RECODR_ZERO_HOLD_TIME` from `on` to `off`',
      'Billing parameters: set `SS_CDRRECORDILLEGALCALL` from `on` to `off`',
    ];
    expect(into).toEqual(['The rules first: `vosguard apply --profile attack`', ...changes]);
    expect(back.slice(0, 3)).toEqual([
      'Billing parameters: set `SS_CDRRECORDILLEGALCALL` from `off` back to `on`',
      'Billing parameters: set `SERVER_BILLING_RECODR_ZERO_HOLD_TIME` from `off` back to `on`',
      'Dynamic black list: set `Dynamic black list` from `on` back to **what you wrote down**: ............',
    ]);
    expect(back[4]).toBe(
      'System parameters: set `SS_REPLYUNAUTHORIZED` from `on` back to **what you wrote down**: ............; as delivered `on`, seen in a database (A)',
    );
    expect(back.slice(6, 8)).toEqual([
      'The rules of every day: `vosguard apply`',
      expect.stringContaining('vos audit'),
    ]);
  });

  test('the end of the profile stands there', () => {
    const { artifacts } = compileText(
      policy('vos3000: { parameters: { SS_ENDPOINTREGISTERRETRY: 3 } }'),
      {},
      'attack',
    );
    expect(artifacts.get('vos3000-in.md')).toContain('The profile ends after 90m.');
  });

  test('a profile that changes nothing in the switch has none', () => {
    expect(
      ways(
        policy('sip: { bans: { signature: 30m } }, vos3000: { parameters: { SS_ENDPOINTREGISTERRETRY: 6 } }'),
      ),
    ).toEqual({ into: [], back: [] });
  });

  test('addresses of the web access control are compared, not counted', () => {
    const attack = 'vos3000: { web_access_control: [192.0.2.9] }';
    const { into } = ways(policy(attack, '  web_access_control: [192.0.2.8]\n'));
    expect(into[1]).toBe('Web Access Control: set `Web Access Control` from `192.0.2.8` to `192.0.2.9`');
  });

  test('a parameter that nobody knows is compared as text', () => {
    const { into } = ways(
      policy('vos3000: { parameters: { SS_NEW_THING: b } }').replace(
        'SS_ENDPOINTREGISTERRETRY: 6',
        'SS_NEW_THING: a',
      ),
    );
    expect(into[1]).toBe('System parameters: set `SS_NEW_THING` from `a` to `b`');
  });
});

describe('hostile values', () => {
  /** In the policy, and as what the switch holds. */
  const sheetsOf = (value: string) => {
    const text = `vosguard: 1\nvos3000: { version: "2.1.4.0", parameters: { SS_TRACEMASK: ${JSON.stringify(value)}, SS_NEW_THING: ${JSON.stringify(value)} }, mapping_gateways: [{ name: ${JSON.stringify(value)}, cps: 5 }] }\n`;
    const { policy } = lintText(text);
    const row = { id: 1, motype: 0, moid: 0, editable: true, name: 'SS_TRACEMASK', value, memo: value };
    const held = {
      server: { database: value, version: value },
      engines: undefined,
      parameters: { rows: [row], untold: undefined },
      gateways: { rows: [], untold: undefined },
      web: { rows: [], untold: undefined },
      asked: undefined,
      unread: new Map(),
    };
    const audit = policy.vos3000 && makeAudit(policy.vos3000, held);
    const sheet = makeWorksheet({ policy, audit, rules: [] });
    if (sheet === undefined) throw new Error('there is no sheet');
    return markdownSheet(sheet);
  };
  const rowsOf = (sheet: string) => sheet.split('\n').filter((line) => line.startsWith('| '));
  const plain = sheetsOf('plain');

  test.each([
    'a|b',
    '`',
    '``',
    '` | `',
    '</code><script>',
    '[x](http://a)',
    '![x](y)',
    '\\',
    '\\|',
    '&#124;',
    '**a**',
    '- [x]',
    '  a ',
    '# a',
    '\u202eabc',
    'ä',
  ])('%j changes neither rows nor markup', (value) => {
    const sheet = sheetsOf(value);
    expect(sheet.split('\n').length).toBe(plain.split('\n').length);
    const bars = (line: string) => line.split('|').length;
    expect(rowsOf(sheet).map(bars)).toEqual(rowsOf(plain).map(bars));
    const markup = (text: string) => text.replace(/`[^`]*`|<code>[A-Za-z0-9 &#;]*<\/code>/g, '');
    expect(markup(sheet).replace(/[0-9a-f]{64}/g, '')).toBe(markup(plain).replace(/[0-9a-f]{64}/g, ''));
  });

  test('whatever they are', () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 1, maxLength: 40 })
          .filter((text) => !/[\p{Cc}\u2028\u2029\ud800-\udfff]/u.test(text) && text.trim() !== ''),
        (value) => {
          const sheet = sheetsOf(value);
          const markup = (text: string) =>
            text.replace(/`[^`]*`|<code>[A-Za-z0-9 &#;]*<\/code>/g, '').replace(/[0-9a-f]{64}/g, '');
          expect(markup(sheet)).toBe(markup(plain));
        },
      ),
      { numRuns: 50 },
    );
  });
});
