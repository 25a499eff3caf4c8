import type { Case } from './case.js';
import type { Line } from './scripts.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A smaller case that still fails: lines are taken out, halves first, then keys and items of the policy. The lines that
 * stay keep their times.
 */
export async function shrink(
  start: Case,
  fails: (one: Case) => Promise<boolean>,
  until: () => boolean,
): Promise<Case> {
  let best = start;
  const attempt = async (one: Case): Promise<boolean> => {
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
      const lines = without(best.script.lines, at, size);
      if (lines.length > 0) await attempt({ ...best, script: { ...best.script, lines } });
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

function without(lines: readonly Line[], at: number, size: number): readonly Line[] {
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
