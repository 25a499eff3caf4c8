import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/*
 * Writes dist: one file with the program and its dependencies. CommonJS: Node 20 needs 9 ms more to start an ES module,
 * and loads 320 small ones in 300 ms. The code that V8 compiles is not kept with it, although that saves 50 ms at
 * each start: Node 20.19.0 died of a segmentation fault on what 20.20.2 had compiled, which V8 takes for its own.
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const program = join(dist, 'bin/vosguard.js');

/** The licences of the packages in the bundle, which ask to be kept with every copy. */
function licences(inputs: readonly string[]): string {
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
      if (file === undefined) throw new Error(`${folder} has no licence file`);
      return `${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(join(root, folder, file), 'utf8')}`;
    })
    .join('\n----\n\n');
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'bin'), { recursive: true });
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
const { metafile } = buildSync({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // Names stay, so that a stack in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl=require('node:url').pathToFileURL(__filename).href;" },
  entryPoints: ['bin/vosguard.ts'],
  outfile: program,
  metafile: true,
});
chmodSync(program, 0o755);
writeFileSync(join(dist, 'licences.txt'), licences(Object.keys(metafile?.inputs ?? {})));
