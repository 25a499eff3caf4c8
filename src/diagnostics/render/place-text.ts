import type { Location } from '../locate.js';
import { visible } from '../visible.js';

/** `policy.yaml:12:5`, as editors and terminals make it a link. */
export function placeText({ path, start }: Location): string {
  return `${visible(path)}:${start.line}:${start.column}`;
}
