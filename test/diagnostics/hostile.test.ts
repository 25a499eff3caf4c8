import fc from 'fast-check';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { formats } from './formats.js';
import { commandsIn } from './runner.js';
import { errorsOf } from './sarif.js';

/** What a terminal, a runner or a parser of one of the formats may obey. */
const pieces = fc.constantFrom(
  '::', '::error::', '::add-mask::x', '\n::error file=x::y', '\r\n::stop-commands::t', '\r::debug::z', '%0A::error::', '%25', '%',
  '##[error]', '##[add-matcher]m.json', '##vso[task.setvariable]', '#\u200d#[group]', '\u200d::error::q', ',', ',line=9', ':', '=',
  '\x1b[2J', '\x9b31m', '\x1b]8;;http://x\x07', '\u202e', '\u2028::error::', '\x85', '\x00', '\ud800', '](http://x)', '[a](b)', '`', '"',
  "'", '\\', '<script>', ']]>', '/', '..', ' ', '\t', 'a', '{0}', '😀', 'e\u0301',
); // biome-ignore format: a list
const text = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A finding as a hostile policy makes it: in its path, its source, its arguments and what is said of the other place. */
const finding = fc
  .record({ path: text, source: text, group: text, label: text, start: fc.nat(40), length: fc.nat(20) })
  .map(({ path, source, group, label, start, length }): Diagnostic => {
    const file = { path, text: source };
    const from = Math.min(start, source.length);
    const place = { file, start: from, end: Math.min(source.length, from + length) };
    return { code: 'VG314', args: { group, what: 'group' }, place, related: [{ place, label }] };
  });

/** All but the ends of lines that formats write themselves. */
const controls = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const loneSurrogate = /\p{Cs}/u;

describe.each(formats)('%s', (name, render) => {
  test('nothing that a terminal acts on comes out of any policy', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
        const output = render(findings);
        expect(output).not.toMatch(controls);
        expect(output).not.toMatch(loneSurrogate);
      }),
    );
  });

  test('no runner finds a command that is not ours', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
        const commands = commandsIn(render(findings)).map((command) => command.name);
        expect(commands.filter((one) => name !== 'github' || one !== 'notice')).toEqual([]);
      }),
    );
  });
});

const find = (name: string) => formats.find(([one]) => one === name)?.[1] ?? (() => '');

test('an annotation says what it is about, whatever that is, and nothing else', () => {
  fc.assert(
    fc.property(finding, (one) => {
      const [command, ...more] = commandsIn(find('github')([one]));
      expect(more).toEqual([]);
      expect(Object.keys(command?.properties ?? {}).filter((key) => !known.has(key))).toEqual([]);
      expect(command?.properties.title).toBe('VG314 an address group never used');
    }),
  );
});
const known = new Set(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);

test('a log is valid SARIF, whatever is in it, and has no link', () => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
      const log: unknown = JSON.parse(find('sarif')(findings));
      expect(errorsOf(log)).toEqual([]);
      expect(JSON.stringify(log)).not.toContain('](');
    }),
  );
});

test('JSON reads back with exact paths', () => {
  fc.assert(
    fc.property(finding, (one) => {
      const { findings } = JSON.parse(find('json')([one]));
      expect(findings[0].place.path).toBe(one.place?.file.path);
    }),
  );
});
