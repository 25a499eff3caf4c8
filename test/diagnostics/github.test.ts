import { renderGithub } from '../../src/diagnostics/render/github.js';
import { inList, nowhere, open } from './findings.js';
import { commandsIn } from './runner.js';

test('an annotation for each finding, at its place', () => {
  const lines = renderGithub([open, inList, nowhere]).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(
    /^::notice title=VG314 an address group never used::Nothing uses the address group "a\\x1b/,
  );
  expect(lines[1]).toMatch(
    /^::error file=lists\/a.txt,line=7,endLine=7,col=3,endColumn=14,title=VG313 an entry past its day::/,
  );
  expect(lines[2]).toMatch(
    /^::warning file=policy.yaml,line=3,endLine=3,col=3,endColumn=6,title=VG301 SSH open to anybody::The/,
  );
});

test('columns are for findings on one line', () => {
  const file = { path: 'a.yaml', text: 'a:\n  b: 1\n' };
  const [command] = commandsIn(renderGithub([{ ...open, place: { file, start: 0, end: 6 } }]));
  expect(command?.properties).toEqual({ file: 'a.yaml', line: '1', endLine: '2', title: expect.any(String) });
});

test('what GitHub reads is what was meant', () => {
  const file = { path: 'a,line=1:%0A::error::b\n.yaml', text: 'x' };
  const [command, ...more] = commandsIn(renderGithub([{ ...open, place: { file, start: 0, end: 1 } }]));
  expect(more).toEqual([]);
  expect(command).toMatchObject({
    name: 'warning',
    properties: { file: 'a,line=1:%0A::error::b\\n.yaml', line: '1' },
  });
  expect(command?.data).toMatch(
    /^The service "ssh" lets everybody reach SSH\.\nAn SSH port.*\nName the places/,
  );
});

test('nothing found, nothing printed', () => {
  expect(renderGithub([])).toBe('');
});
