import type { Case } from './case.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A smaller case that still fails: lines are taken out, halves first, then keys and items of the policy. The lines that
 * stay keep their times.
 */
export async function shrink<C extends Case>(
  start: C,
  fails: (one: C) => Promise<boolean>,
  until: () => boolean,
): Promise<C> {
  let best = start;
  const attempt = async (one: C): Promise<boolean> => {
    if (until() || !(await fails(one))) return false;
    best = one;
    return true;
  };
  for (
    let size = Math.ceil(best.script.lines.length / 2);
    size >= 1 && !until();
    size = Math.floor(size / 2)
  ) {
    for (let at = best.script.lines.length - size; at >= 0; at -= size) {
      const less = shorter(best, at, size);
      if (less.script.lines.length > 0) await attempt(less);
    }
  }
  for (let path = pathAfter(best.policy, []); path !== undefined; ) {
    const policy = JSON.stringify(removed(JSON.parse(best.policy) as Json, path));
    const gone = await attempt({ ...best, policy });
    if (until()) break;
    path = pathAfter(best.policy, path, gone);
  }
  return best;
}

function shorter<C extends Case>(one: C, at: number, size: number): C;
function shorter(one: Case, at: number, size: number): Case {
  switch (one.over) {
    case 'sockets':
      return { ...one, script: { ...one.script, lines: without(one.script.lines, at, size) } };
    case 'wire':
      return { ...one, script: { ...one.script, lines: without(one.script.lines, at, size) } };
  }
}

function without<L extends { readonly gap: number }>(
  lines: readonly L[],
  at: number,
  size: number,
): readonly L[] {
  const gap = lines.slice(at, at + size).reduce((sum, line) => sum + line.gap, 0);
  const rest = lines
    .slice(at + size)
    .map((line, index) => (index === 0 ? { ...line, gap: line.gap + gap } : line));
  return [...lines.slice(0, at), ...rest];
}

type Path = readonly (string | number)[];

/** The path behind this one; where it is gone, what stands at its place now. */
function pathAfter(policy: string, path: Path, gone = false): Path | undefined {
  const all = paths(JSON.parse(policy) as Json, []);
  if (path.length === 0) return all[0];
  const index = all.findIndex((one) => one.join('\n') === path.join('\n'));
  if (!gone) return all[index + 1];
  return index >= 0 ? path : all.find((one) => one.join('\n') > path.join('\n'));
}

function paths(value: Json, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...paths(below as Json, here)];
  });
}

function removed(value: Json, [step, ...rest]: Path): Json {
  if (typeof value !== 'object' || value === null || step === undefined) return value;
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => {
      if (index !== step) return [item];
      return rest.length === 0 ? [] : [removed(item, rest)];
    });
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, below]) => {
      if (key !== step) return [[key, below]];
      return rest.length === 0 ? [] : [[key, removed(below, rest)]];
    }),
  );
}
