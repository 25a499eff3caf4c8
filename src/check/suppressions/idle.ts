import type { SourceFile, Span } from '../../diagnostics/source.js';
import { type Document, nodeAt } from '../../parse/document.js';

interface Body {
  readonly start: number;
  readonly end: number;
}

/** Tells whether a place is in a profile that is not in use, whose part of the policy nothing has checked. */
export function idleIn({ written, profile }: Document): (place: Span) => boolean {
  const bodies = new Map<SourceFile, Body[]>();
  const profiles = nodeAt(written, ['profiles']);
  const entries = profiles?.kind === 'map' ? [...profiles.entries.values()] : [];
  for (const { key, keySpan, value } of entries) {
    if (key === profile || keySpan === undefined || value.span === undefined) continue;
    const body = { start: keySpan.start, end: value.span.end };
    const others = bodies.get(keySpan.file);
    if (others === undefined) bodies.set(keySpan.file, [body]);
    else others.push(body);
  }
  for (const ofFile of bodies.values()) ofFile.sort((a, b) => a.start - b.start);
  return ({ file, start }) => {
    const before = lastBefore(bodies.get(file) ?? [], start);
    return before !== undefined && start < before.end;
  };
}

/** Profiles stand one behind the other, and a hostile file has as many comments as profiles. */
function lastBefore(bodies: readonly Body[], place: number): Body | undefined {
  let [low, high] = [0, bodies.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bodies[middle]?.start ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return bodies[low - 1];
}
