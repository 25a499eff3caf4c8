import { execFileSync } from 'node:child_process';
import { readRegular } from '../../src/host/reading.js';

test('a key of /proc/sys is read whole: it says that it is empty, and gives what it has to the first read alone', () => {
  const path = '/proc/sys/net/ipv4/ipfrag_high_thresh';
  const bytes = readRegular(path, 1000);
  expect(new TextDecoder().decode(bytes as Uint8Array)).toBe(
    execFileSync('cat', [path], { encoding: 'utf8' }),
  );
});
