import { programName } from '../../src/host/program.js';

test.each([
  ['/usr/bin/vosguard', '/usr/sbin:/usr/bin', 'vosguard'],
  ['/usr/bin/vosguard', '/usr/sbin', '/usr/bin/node /usr/bin/vosguard'],
  ['/src/dist/bin/vosguard.js', '/src/dist/bin', '/usr/bin/node /src/dist/bin/vosguard.js'],
  ['/x/node_modules/.bin/vosguard', '/x/node_modules/.bin', '/usr/bin/node /x/node_modules/.bin/vosguard'],
  ["/a b/it's/vosguard", '', "/usr/bin/node '/a b/it'\\''s/vosguard'"],
])('%s with PATH %s is called as %s', (script, path, name) => {
  expect(programName('/usr/bin/node', script, path)).toBe(name);
});
