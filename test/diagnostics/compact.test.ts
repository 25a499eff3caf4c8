import { renderCompact } from '../../src/diagnostics/render/compact.js';
import { inList, longBan, nowhere, open, untracked } from './findings.js';

test('one line each: by file, position and code, the same finding once', () => {
  expect(renderCompact([longBan, untracked, open, inList, nowhere, { ...open }])).toBe(
    [
      'note VG314 Nothing uses the address group "a\\x1b[2J\\u{202e}b".',
      'lists/a.txt:7:3: error VG313 The entry 203.0.113.9 was meant to stand until 2026-01-31; today is 2026-02-01.',
      'policy.yaml:3:3: warning VG301 The service "ssh" lets everybody reach SSH.',
      'policy.yaml:5:22: warning VG341 sip.bans.signature bans for 30d, longer than a day.',
      'sip.yaml:1:1: error VG353 "connections" limits what is open at once, but "conntrack.sip: untracked" keeps SIP out of the connection table.',
      '',
    ].join('\n'),
  );
});

test('the order of finding does not matter', () => {
  const findings = [longBan, untracked, open, inList, nowhere];
  expect(renderCompact(findings.toReversed())).toBe(renderCompact(findings));
});

test('nothing found, nothing printed', () => {
  expect(renderCompact([])).toBe('');
});
