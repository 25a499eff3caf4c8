import type { Tool } from './tool.js';

/** The sets that a file for `ipset restore` leaves behind. */
export function setsOf(text: string): Tool['sets'] {
  const created = [...text.matchAll(/^create (\S+) hash:[\w,]+ family (inet6?) /gm)];
  const destroyed = new Set([...text.matchAll(/^destroy (\S+)$/gm)].map(([, name]) => name));
  return new Map(
    created.flatMap(([, name = '', family]) =>
      destroyed.has(name) ? [] : [[name, family === 'inet6' ? 'inet6' : 'inet'] as const],
    ),
  );
}
