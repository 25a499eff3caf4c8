/** An element of XML with its attributes and the elements within it; text between them is left out. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Where it begins, from 1. */
  readonly line: number;
}

interface Open {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  line: number;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<|[^<]+/g;
const DEEPEST = 20;

/**
 * The files of firewalld and nothing more: elements and attributes, no DTD, no entities but the five of XML, no namespaces.
 * `undefined` for what is no such file, so that nothing is half read.
 */
export function readXml(text: string): Element | undefined {
  const top: Open = { name: '', attributes: new Map(), children: [], line: 1 };
  const open: Open[] = [top];
  let line = 1;
  for (const [token, closing, name, words = '', empty] of text.replace(/^\uFEFF/, '').matchAll(TOKEN)) {
    const here = line;
    line += token.split('\n').length - 1;
    if (token === '<') return undefined;
    if (name === undefined) continue;
    const parent = open.at(-1) as Open;
    if (closing === '/') {
      if (open.length === 1 || parent.name !== name) return undefined;
      open.pop();
      continue;
    }
    const element: Open = { name, attributes: attributesOf(words), children: [], line: here };
    parent.children.push(element);
    if (empty !== '/') open.push(element);
    if (open.length > DEEPEST) return undefined;
  }
  return open.length === 1 && top.children.length === 1 ? top.children[0] : undefined;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function attributesOf(words: string): ReadonlyMap<string, string> {
  return new Map(
    [...words.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, key = '', double, single = '']) => [
        key,
        (double ?? single).replace(
          /&(lt|gt|amp|quot|apos);/g,
          (_, entity: string) => entities.get(entity) ?? '',
        ),
      ],
    ),
  );
}
