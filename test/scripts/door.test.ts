import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doorText } from '../../scripts/bundle/door.js';

/** The door as it stands in dist, before a program that says that it was reached; on a Node that says it is this version. */
function enter(version: string) {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-door-'));
  try {
    for (const name of ['bin', 'parts']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'bin/vosguard.js'), doorText);
    writeFileSync(join(folder, 'parts/vosguard.js'), "process.stdout.write('in')");
    writeFileSync(
      join(folder, 'old.js'),
      `Object.defineProperty(process.versions, 'node', { value: '${version}' });`,
    );
    const words = ['--require', join(folder, 'old.js'), join(folder, 'bin/vosguard.js')];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '26.1.0'])('Node %s goes in', (version) => {
  expect(enter(version)).toEqual({ status: 0, stdout: 'in', stderr: '' });
});

test.each(['0.10.48', '12.22.12', '18.20.4', '20.18.3', '21.7.3', '22.11.0'])(
  'Node %s is told in one line which one it takes',
  (version) => {
    const { status, stdout, stderr } = enter(version);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      new RegExp(
        `^vosguard: this is Node ${version}; vosguard needs 20\\.19, 22\\.12 or anything newer\\. .*\\n$`,
      ),
    );
  },
);

test('the oldest Node can read it: nothing of it came after ECMAScript 5', () => {
  expect(doorText).not.toMatch(/=>|`|\b(?:const|let|class|async|await|import)\b|\?\.|\?\?|\.\.\./);
});
