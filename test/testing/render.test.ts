import fc from 'fast-check';
import { ruleId } from '../../src/ruleset/ids.js';
import type { ToldTest } from '../../src/testing/outcome.js';
import { renderGithub } from '../../src/testing/render/github.js';
import { renderJson } from '../../src/testing/render/json.js';
import { renderJunit } from '../../src/testing/render/junit.js';
import { renderPretty } from '../../src/testing/render/pretty.js';

const location = (path: string) => ({ path, start: { line: 3, column: 5 }, end: { line: 3, column: 9 } });

const told = (name: string, path = 'policy.yaml'): ToldTest => ({
  ...{ name, backend: 'nftables', profile: undefined, location: location(path) },
  failures: [
    {
      ...{ step: 1, what: 'delivered', expected: '14..16', got: '20 of 100', location: location(path) },
      packet: {
        ...{ number: 17, at: 160.5, peer: { address: '2001:db8::1', port: 5060 }, delivered: true },
        rule: { id: ruleId('strangers.REGISTER.next'), location: undefined },
      },
    },
  ],
});
const passed = (name: string): ToldTest => ({ ...told(name), failures: [] });

test('pretty', () => {
  expect(renderPretty([passed('one'), told('two')])).toBe(`ok     one (nftables)
FAILED two (nftables)
  delivered (step 2): expected 14..16, got 20 of 100
    expected at policy.yaml:3:5
    differs: packet 17, 160.5 ms after the start, [2001:db8::1]:5060: delivered
    decided by strangers.REGISTER.next, a default
1 of 2 failed
`);
});

/** What a workflow command means to the runner: it ends at the first `::` behind the properties (actions/toolkit). */
function readCommand(line: string) {
  const [, properties = '', message = ''] = /^::error ([^:]*)::(.*)$/.exec(line) ?? [];
  const back = (text: string) => text.replace(/%0A/g, '\n').replace(/%0D/g, '\r').replace(/%25/g, '%');
  const pairs = properties.split(',').map((pair) => pair.split('='));
  const property = (text: string) => back(text.replace(/%3A/g, ':').replace(/%2C/g, ','));
  return {
    message: back(message),
    properties: Object.fromEntries(pairs.map(([key, ...value]) => [key, property(value.join('='))])),
  };
}

/** Texts of strangers: what ends a command, an attribute or a line, and what a terminal acts on. */
const hostile = fc
  .array(
    fc.constantFrom('::', '::error::', '%', '%0A', '\r', '\n', ',', ':', '=', '<', '>', '&', '"', "'", ']]>', '\u001b[2J', '\u202e', '\ufffe', '\u0000', '##[', 'a', ' '),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('')); // biome-ignore format: short

const raw = /[^\P{Cc}\n]|[\u202a-\u202e]/u;

test('GitHub: nobody ends a command early or begins another', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, path) => {
      const output = renderGithub([told(name, path)]);
      const [command = '', summary, end, ...more] = output.split('\n');
      expect([summary, end, more]).toEqual(['1 of 1 failed', '', []]);
      expect(output).not.toMatch(raw);
      const { properties, message } = readCommand(command);
      expect(properties.line).toBe('3');
      expect(Object.keys(properties)).toEqual(['file', 'line', 'col', 'title']);
      expect(message).toMatch(/^delivered \(step 2\): expected 14\.\.16, got 20 of 100; packet 17/);
      if (!/[\p{Cc}\p{Cf}]|##\[/u.test(name)) expect(properties.title).toBe(`${name} (nftables)`);
    }),
  );
});

test('JUnit: one well-formed document', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, path) => {
      const xml = renderJunit([told(name, path), passed(name)]);
      expect(xml).not.toMatch(raw);
      expect(xml).not.toMatch(/[\ufffe\uffff]/);
      const tags =
        xml.replace(/="[^"<>&]*(?:&(?:amp|lt|gt|quot|apos);[^"<>&]*)*"/g, '=""').match(/<[^>]*>/g) ?? [];
      const forms =
        /^<(?:\?xml version="" encoding=""\?|\/?testsuites?(?: \w+="")*|\/?testcase(?: \w+="")*\/?|\/?failure(?: \w+="")*)>$/;
      expect(tags.filter((tag) => !forms.test(tag))).toEqual([]);
      expect(tags.filter((tag) => tag.startsWith('<testcase'))).toHaveLength(2);
      expect(xml).toContain(' tests="2" failures="1"');
    }),
  );
});

test('JSON reads back the same', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const json = renderJson([told(name), passed('b')]);
      expect(json).not.toMatch(raw);
      const { tests, summary } = JSON.parse(json);
      expect(tests[0]).toMatchObject({
        name,
        passed: false,
        failures: [{ step: 2, packet: { number: 17 } }],
      });
      expect(summary).toEqual({ passed: 1, failed: 1, skipped: 0 });
    }),
  );
});
