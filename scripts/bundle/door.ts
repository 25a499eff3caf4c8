/**
 * The file that is run: it says in words which Node is needed, and is therefore written as Node 0.10 could read it. The program behind it
 * cannot even be parsed by some versions, and dies in others of the first method that they lack, with a page of its own text.
 * The versions are those of `engines` in package.json.
 */
export const doorText = `#!/usr/bin/env node
var found = process.versions.node.split('.');
var major = Number(found[0]);
var minor = Number(found[1]);
if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) {
  require('../parts/vosguard.js');
} else {
  process.stderr.write(
    'vosguard: this is Node ' + process.versions.node + '; vosguard needs 20.19, 22.12 or anything newer. ' +
      'A switch needs no Node at all: compile elsewhere, copy the folder, and run sh install.sh there\\n'
  );
  process.exit(2);
}
`;
