import { sheetText } from '../../src/compile/artifacts-of.js';
import { makeReview } from '../../src/review/review.js';
import type { Status } from '../../src/status/status.js';

const source = { family: 'ipv4', value: 3325256711 } as const;

const quiet: Status = {
  ...{ policy: { name: 'retail', sha256: 'f83dd14f510e0de9ffff', profile: undefined }, backend: 'nftables' },
  ...{ note: undefined, age: 86_400, isPending: false, differences: [], notes: [], leftOut: undefined },
  ...{
    ends: undefined,
    begun: [],
    byHand: undefined,
    refused: [],
    observed: [],
    caps: { refused: 0, wouldHave: 0 },
  },
  ...{ learning: undefined, registrations: 4200, banned: [], loads: [] },
};

const busy: Status = {
  ...quiet,
  differences: [{ part: 'rules', text: 'rule gone: <b>x</b> `y` | z' }],
  byHand: '/var/lib/vosguard/by-hand.md',
  refused: [
    { id: 'strangers.OPTIONS.first', policy: 'sip.strangers.limits.OPTIONS', packets: 12_345, sources: [] },
    {
      ...{ id: 'known.REGISTER.source.all', policy: 'sip.known.limits.all', packets: 7 },
      sources: [{ address: source, packets: 7, more: false }],
    },
  ],
  banned: [
    { address: source, left: 90, of: 600, reason: { kind: 'rule', causes: ['flood'], signatures: [] } },
    { address: source, left: 3600, of: 3600, reason: { kind: 'hand', text: '[x](y) <script>' } },
  ],
  loads: [{ name: 'known4', holds: 'known', entries: 900, more: false, size: 1000, isLimit: false }],
};

const policy = {
  path: 'policy.yaml',
  isApplied: false,
  dated: [
    { address: '192.0.2.9', until: '2026-11-01', reason: 'a guest', path: [] },
    { address: '192.0.2.10', until: '2026-12-24', reason: '', path: [] },
    { address: '192.0.2.11', until: '2027-12-24', reason: '', path: [] },
  ],
  findings: [],
  record: new Map([['register-suspend', { day: '2026-11-02', note: 'as the sheet says' }]]),
};

const page = (status: Status, html = false) =>
  sheetText(makeReview({ host: 'root@switch', today: '2026-11-30', status, policy }), html);

test('a quiet month: what the host can tell is done, what only a person can is left', () => {
  const text = page(quiet);
  expect(text).toContain('# Review of root@switch, 2026-11-30\n');
  expect(text).toMatch(/- \[x\] Rules are active and saved/);
  expect(text).toMatch(/- \[x\] Limits fit the traffic: no known customer has met one/);
  expect(text).toMatch(/- \[x\] Nobody is banned who is a customer/);
  expect(text).toMatch(/- \[ \] The switch's parameters are as wanted/);
  expect(text).toMatch(/- \[ \] Registrations on a normal day are still 4,200/);
});

test('a busy one names what to look into', () => {
  const text = page(busy);
  expect(text).toMatch(/- \[ \] Rules are active and saved/);
  expect(text).toMatch(/- \[ \] Limits fit the traffic/);
  expect(text).toMatch(/- \[ \] No set is nearly full/);
  expect(text).toMatch(/- \[ \] No entry of the policy is past its day/);
  expect(text).toMatch(
    /## Known customers at their limits\n\n.*\n.*\n\| 7 \| `known.REGISTER.source.all` \| `sip.known.limits.all` \| 198\.51\.100\.7 \(7\) \|\n\n/,
  );
  expect(text).toContain('2 sources now: flood 1, by hand 1.');
  expect(text).toContain('| known | 900 | 1,000 | 90 % |');
  expect(text).toMatch(/192\.0\.2\.9` until 2026-11-01, a guest\n- `192\.0\.2\.10` until 2026-12-24\n\n/);
  expect(text).not.toContain('192.0.2.11');
  expect(text).toContain('- 2026-11-02 `register-suspend`: as the sheet says');
  expect(text).toContain('It is not what is applied on this host.');
});

test('what others have written is no markup, in Markdown and in HTML', () => {
  expect(page(busy)).not.toMatch(/[^\\](<script|<b>|\[x\]\(y\))/);
  const html = page(busy, true);
  expect(html).toMatch(/^<!DOCTYPE html>/);
  expect(html).not.toMatch(/<script|<b>/);
});
