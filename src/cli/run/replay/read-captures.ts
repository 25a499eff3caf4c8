import { resolve } from 'node:path';
import { CaptureReader } from '../../../capture/capture-reader.js';
import type { CaptureFault, Frame } from '../../../capture/frame.js';
import { capturedFirst, type OpenedCapture, openCapture } from '../../../host/capture-files.js';
import type { CaptureSource } from '../../capture-invocation.js';
import type { Io } from '../../io.js';

export type ReadCaptures =
  | {
      readonly kind: 'read';
      /** Files that were not read to their end, in words. */
      readonly faults: readonly string[];
    }
  /** `words`: what was named is no capture, or cannot be read. */
  | { readonly kind: 'refused'; readonly words: string };

export const shownName = (source: CaptureSource): string => (source === 'stdin' ? '-' : source.file);

/** So many bytes hold the first packet of any capture, whatever interfaces it describes before. */
const FIRST_BYTES = 2 ** 18;

/** Every packet of the captures, each file to its end, the one that began first before the others: as `tcpdump -C` or -G wrote them. */
export async function readCaptures(
  sources: readonly CaptureSource[],
  sink: (frame: Frame) => void,
  io: Io,
): Promise<ReadCaptures> {
  const faults: string[] = [];
  for (const source of inOrder(sources, io)) {
    const opened = open(source, io);
    if (opened.kind === 'fault') return { kind: 'refused', words: opened.words };
    const reader = new CaptureReader(sink);
    for await (const piece of opened.pieces) {
      reader.push(piece);
      if (reader.fault !== undefined) break;
    }
    const fault = reader.end();
    if (fault === undefined) continue;
    const words = faultWords(shownName(source), fault);
    if (fault.kind === 'foreign') return { kind: 'refused', words };
    faults.push(words);
  }
  return { kind: 'read', faults };
}

function open(source: CaptureSource, io: Io): OpenedCapture {
  if (source === 'stdin') return { kind: 'opened', pieces: io.stdinPieces() };
  return openCapture(resolve(io.cwd, source.file), source.file);
}

function inOrder(sources: readonly CaptureSource[], io: Io): readonly CaptureSource[] {
  if (sources.length < 2) return sources;
  const timed = sources.map((source) => ({ source, time: beginOf(source, io) }));
  return timed.toSorted((a, b) => a.time - b.time).map(({ source }) => source);
}

/** Seconds since 1970; what does not tell is read last. */
function beginOf(source: CaptureSource, io: Io): number {
  if (source === 'stdin') return Number.POSITIVE_INFINITY;
  const first = capturedFirst(resolve(io.cwd, source.file), FIRST_BYTES);
  let begin = Number.MAX_VALUE;
  if (first === undefined) return begin;
  const reader = new CaptureReader(({ seconds, nanoseconds }) => {
    if (begin === Number.MAX_VALUE && seconds !== undefined) begin = seconds + nanoseconds / 1e9;
  });
  reader.push(first);
  return begin;
}

function faultWords(name: string, fault: CaptureFault): string {
  switch (fault.kind) {
    case 'foreign':
      return `${name} is neither pcap nor pcapng${looks(fault.looks)}`;
    case 'truncated':
      return `${name} ends in the middle of a packet, at byte ${fault.offset}; what is before it was played`;
    case 'broken':
      return `${name} is damaged at byte ${fault.offset}; what is before it was played`;
  }
}

function looks(what: string | undefined): string {
  if (what === undefined) return '';
  return what === 'empty' ? ': it is empty' : `: it looks like ${what}`;
}
