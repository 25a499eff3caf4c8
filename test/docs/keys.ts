import { read, spans } from './documents.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly default?: unknown;
}

const schema: Schema = JSON.parse(read('policy.schema.json'));

/** Every key with its path, in which `NAME` is a name that the user chooses and `[]` an item of a list. */
function* below(
  { properties, additionalProperties, items }: Schema,
  way: string,
): Generator<readonly [string, Schema]> {
  for (const [key, value] of Object.entries(properties ?? {})) {
    const path = way === '' ? key : `${way}.${key}`;
    yield [path, value];
    yield* below(value, path);
  }
  if (additionalProperties) yield* below(additionalProperties, `${way}.NAME`);
  if (items) yield* below(items, `${way}[]`);
}

/** The keys of policy.schema.json; those of a definition begin with its name, which is also that of its section. */
export const keys: ReadonlyMap<string, Schema> = new Map([
  ...below(schema, ''),
  ...Object.entries(schema.definitions ?? {}).flatMap(([name, one]) => [...below(one, name)]),
]);

/** The path under which docs/language.md tells a key: classes of packets, limits, steps and profiles are told once. */
export const toldAs = (path: string): string =>
  path
    .replace(/^(limits?|sharedLimits?|greylistLimit|strangersLimits)\./, '')
    .replace(/^sip\.strangers\.max_size\./, '')
    .replace(/^tests\[\]\.then\[\]\.(?!wait)/, 'tests[].')
    .replace(/^(?!addresses).*\[\]\.list$/, 'addresses.NAME[].list')
    .replace(/^profiles\.NAME\.(?!expires|when\.)/, '');

/** Key to default, by the rows `| key | type | default | meaning |` of docs/language.md. */
export const rows: ReadonlyMap<string, string> = new Map(
  read('docs/language.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && cells[1]?.startsWith('`'))
    .flatMap(([, names = '', , standing = '']) => spans(names).map((name) => [name, standing] as const)),
);
