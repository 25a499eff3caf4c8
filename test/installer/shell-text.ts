import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../installer/', import.meta.url);

/** The parts of the installer, by name, in their order. */
export const parts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.sh'))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

/** These parts as one text. */
export const partsText = (...names: readonly string[]): string =>
  names.map((name) => parts.get(name) ?? fail(name)).join('\n');

const fail = (name: string): never => {
  throw new Error(`the installer has no part ${name}`);
};

/** One function of the installer. */
export function functionText(name: string): string {
  const found = new RegExp(`^${name}\\(\\) (?:\\{\\n[\\s\\S]*?^\\}|\\{.*\\})$`, 'm').exec(
    [...parts.values()].join('\n'),
  );
  return found?.[0] ?? fail(name);
}

/**
 * The code of a shell script: without remarks, and with nothing in its quotes, so that programs of awk and words are gone. What
 * here-documents write is shell in the installer, and comes at the end.
 */
export function codeOf(script: string): string {
  const bodies: string[] = [];
  const outside = script.replaceAll(/<<'?([A-Z]+)'?([^\n]*)\n([\s\S]*?)^\1$/gm, (_, __, rest, body) => {
    bodies.push(body);
    return `<<x${rest}`;
  });
  return [outside, ...bodies].map(withoutQuoted).join('\n');
}

function withoutQuoted(script: string): string {
  const open: ('"' | ')')[] = [];
  const began: number[] = [];
  let out = '';
  const put = (text: string) => {
    if (!open.includes('"')) out += text;
  };
  for (let at = 0; at < script.length; at++) {
    const sign = script.charAt(at);
    const quoted = open.at(-1) === '"';
    const end = quoted ? -1 : endOf(script, at, out);
    if (end > at) {
      if (sign === "'") put("''");
      at = end;
    } else if (sign === '\\') at++;
    else if (sign === '$' && script[at + 1] === '(') {
      put('$(');
      open.push(')');
      began.push(out.length);
      at++;
    } else if (sign === '"') {
      if (!quoted) put('"');
      if (quoted) open.pop();
      else open.push('"');
      if (quoted) put('"');
    } else if (sign === ')' && open.at(-1) === ')' && !isPattern(out.slice(began.at(-1)))) {
      open.pop();
      began.pop();
      put(')');
    } else put(sign);
  }
  return out;
}

/** Where the single quote or the remark ends that begins here; -1 where there is none. */
function endOf(script: string, at: number, before: string): number {
  if (script[at] === "'") return script.indexOf("'", at + 1);
  if (script[at] !== '#' || !/(^|[\s;])$/.test(before.slice(-1))) return -1;
  const line = script.indexOf('\n', at);
  return line < 0 ? script.length : line - 1;
}

/** Within `case WORD in`, a bracket ends a pattern and nothing else. */
function isPattern(inside: string): boolean {
  return (inside.match(/\bcase\b/g) ?? []).length > (inside.match(/\besac\b/g) ?? []).length;
}
