import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { execaSync } from 'execa';
import { starters } from '../src/cli/starters.js';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

/** Without scripts: `prepack` would build, and this looks at what is there. */
const { stdout } = execaSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
const packs: Readonly<Record<string, Packed>> = JSON.parse(stdout);
const paths = Object.values(packs).flatMap(({ files }) => files.map(({ path }) => path));

const wanted = [
  /^(package\.json|policy\.schema\.json|LICENSE|README\.md|CHANGELOG\.md)$/,
  /^dist\/(bin\/vosguard\.js|parts\/[\w-]+\.js|licences\.txt|package\.json)$/,
  /^ansible\/(site\.yml|inventory\.ini|ansible\.cfg|roles\/vosguard\/\w+\/\w+\.(yml|sh))$/,
  /^docs\/[\w-]+\.(md|svg)$/,
  /^docs\/(checks|papers)\/[\w-]+\.md$/,
  /^examples\/README\.md$/,
  /^examples\/grafana\/vosguard\.json$/,
  /^recipes\/prometheus\/vosguard\.rules(\.test)?\.yml$/,
  /^examples\/[\w-]+\/(policy\.yaml|README\.md|lists\/[\w-]+\.netset)$/,
  /^templates\/[\w-]+\.yaml$/,
  /^recipes\/watch\/[\w-]+\.service$/,
  /^recipes\/keepalived\/[\w-]+\.sh$/,
  /^recipes\/registered\/[\w-]+\.sh$/,
];

test('the archive holds nothing else than the program, its papers and its policies', () => {
  expect(paths.filter((path) => !wanted.some((form) => form.test(path)))).toEqual([]);
});

test.each(['policy.schema.json', 'LICENSE', ...Object.values(starters).map(({ file }) => file)])(
  'it holds %s, which is read or asked for',
  (path) => expect(paths).toContain(path),
);

test('it asks for nothing beside it: all that the program uses is in its bundle', () => {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
  if (!existsSync('dist')) return expect(process.env.CI).toBeUndefined();
  const names = [...readFileSync('dist/bin/vosguard.js', 'utf8').matchAll(/\brequire\("([^".][^"]*)"\)/g)];
  expect(
    names.map(([, name = '']) => name).filter((name) => !name.startsWith('node:') && !isBuiltin(name)),
  ).toEqual([]);
});

test('it holds the program and the licences of what is in it', () => {
  if (!existsSync('dist')) return expect(process.env.CI).toBeUndefined();
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(paths).toEqual(expect.arrayContaining([bin.vosguard, 'dist/package.json', 'dist/licences.txt']));
});
