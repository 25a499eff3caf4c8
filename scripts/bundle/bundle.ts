import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { doorText } from './door.js';

/*
 * Writes dist: the program and its dependencies in a few files, so that a command loads no more than its own and what it
 * shares with others. CommonJS: Node 20 needs 9 ms more to start an ES module, and loads 320 small ones in 300 ms.
 * esbuild 0.28 splits ES modules only, so each file becomes CommonJS by itself, in a second step. The code that V8 compiles
 * is not kept with them, although that saves 50 ms at each start: Node 20.19.0 died of a segmentation fault on what
 * 20.20.2 had compiled, which V8 takes for its own.
 */
const here = import.meta.dirname;
const root = join(here, '../..');
const dist = join(root, 'dist');

const style = {
  target: 'node20.19',
  platform: 'node',
  // Names stay, so that a stack in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
} as const;

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

function commonJs(text: string): string {
  const { code } = transformSync(text, {
    ...style,
    format: 'cjs',
    // A CommonJS module has require() at hand; import() would start Node's loader of ES modules.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: "const moduleUrl=require('node:url').pathToFileURL(__filename).href;",
  });
  return code;
}

const { outputFiles, metafile } = buildSync({
  ...style,
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  splitting: true,
  // The agent of `test --kernel` is a program of its own.
  entryPoints: { 'parts/vosguard': 'bin/vosguard.ts', 'parts/agent': 'src/host/lab/agent/main.ts' },
  chunkNames: 'parts/[name]-[hash]',
  outdir: dist,
  // What packages import, do without here, and would pay for at every start.
  alias: {
    assert: join(here, 'assert.ts'),
    'string-width': join(here, 'string-width.ts'),
    // The same code as ES modules, of which only what is used gets in. It differs in the binary tag of YAML 1.1, which is not
    // in the core schema, and in that LOG_STREAM and LOG_TOKENS in the environment make it print nothing.
    yaml: join(root, 'node_modules/yaml/browser/index.js'),
    '#supports-color': join(here, 'supports-color.ts'),
  },
  metafile: true,
  write: false,
});

rmSync(dist, { recursive: true, force: true });
for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, commonJs(text));
}
mkdirSync(join(dist, 'bin'), { recursive: true });
writeFileSync(join(dist, 'bin/vosguard.js'), doorText);
chmodSync(join(dist, 'bin/vosguard.js'), 0o755);
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, 'licences.txt'), licences(Object.keys(metafile.inputs)));
