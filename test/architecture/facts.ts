import { parseSync } from '@swc/core';

export interface Import {
  readonly from: string;
  /** As the other module calls them; empty for `import()`, `* as` counts as `*`. */
  readonly names: readonly string[];
}

/** What the rules want to know of a file. */
export interface Facts {
  /** From the root of the repository: `src/net/port.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names used as variables, and of clock and chance the calls: `process`, `Date.now`, `new Date()`. */
  readonly uses: ReadonlySet<string>;
  readonly defaultExports: number;
  readonly switchDefaults: number;
  /** `let` and `var` at the top of the module. */
  readonly mutables: number;
}

type Node = Readonly<Record<string, unknown>>;

/** Reads the facts off the syntax tree, so that neither a comment nor a string is taken for code. */
export function factsOf(path: string, source: string): Facts {
  const module = parseSync(source, { syntax: 'typescript', target: 'es2022' }) as unknown as Node;
  const nodes = [...walk(module)];
  const ofType = (...types: string[]) => nodes.filter((node) => types.includes(String(node.type)));
  return {
    path,
    lines: source.trimEnd().split('\n').length,
    imports: nodes.flatMap(importOf),
    uses: new Set(nodes.flatMap(useOf)),
    defaultExports: ofType('ExportDefaultDeclaration', 'ExportDefaultExpression').length,
    switchDefaults: ofType('SwitchCase').filter(({ test }) => !test).length,
    mutables: childrenOf(module).filter(isMutable).length,
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    for (const child of asNodes(value)) if (!isName(key, child)) yield* walk(child);
  }
}

function asNodes(value: unknown): readonly Node[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is Node => typeof one === 'object' && one !== null);
}

/** `process` in `child.process` and in `{ process: 1 }` is a name, not the variable. */
function isName(key: string, { type }: Node): boolean {
  return (key === 'property' || key === 'key') && type === 'Identifier';
}

function childrenOf({ body }: Node): readonly Node[] {
  return asNodes(body).map((node) =>
    node.type === 'ExportDeclaration' ? (asNodes(node.declaration)[0] ?? node) : node,
  );
}

function isMutable({ type, kind }: Node): boolean {
  return type === 'VariableDeclaration' && kind !== 'const';
}

function importOf(node: Node): readonly Import[] {
  const source = asNodes(node.source)[0];
  if (source !== undefined && /^(Import|Export)/.test(String(node.type))) {
    return [{ from: String(source.value), names: asNodes(node.specifiers).map(importedName) }];
  }
  const dynamic = node.type === 'CallExpression' && asNodes(node.callee)[0]?.type === 'Import';
  const argument = dynamic ? asNodes(asNodes(node.arguments)[0]?.expression)[0] : undefined;
  return argument === undefined ? [] : [{ from: String(argument.value), names: [] }];
}

function importedName({ type, imported, local }: Node): string {
  if (type === 'ImportNamespaceSpecifier') return '*';
  return String((asNodes(imported)[0] ?? asNodes(local)[0])?.value ?? '*');
}

function useOf(node: Node): readonly string[] {
  if (node.type === 'Identifier') return [String(node.value)];
  if (node.type === 'MemberExpression') {
    return [`${asNodes(node.object)[0]?.value}.${asNodes(node.property)[0]?.value}`];
  }
  const empty = node.type === 'NewExpression' && asNodes(node.arguments).length === 0;
  return empty ? [`new ${asNodes(node.callee)[0]?.value}()`] : [];
}
