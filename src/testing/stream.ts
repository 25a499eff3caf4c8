import type { Address } from '../net/address.js';
import type { TestSend, TestStream } from '../policy/policy-test.js';
import { messageBytes } from '../policy/test-message.js';

/** Ethernet's 1,500 bytes without the headers of IP and TCP with time stamps, as Linux fills a segment. */
const segmentSize = { ipv4: 1_448, ipv6: 1_428 } as const;

/** What one write over a connection has, and how often its message stands in it. */
export interface Write {
  readonly segments: readonly Uint8Array[];
  readonly message: Uint8Array;
  readonly requests: number;
}

/** The pieces into which a test cuts a write. */
export function piecesOf(send: Pick<TestSend, 'message' | 'stream'>): readonly Uint8Array[] {
  const message = messageBytes(send.message);
  const { requests, cuts } = send.stream;
  const row = new Uint8Array(message.length * requests);
  for (let index = 0; index < requests; index++) row.set(message, index * message.length);
  const borders = [0, ...cuts, row.length];
  return borders.slice(1).map((end, index) => row.subarray(borders[index], end));
}

/** The segments in which the pieces come: as long as Ethernet takes them, or each in one, where the network card has merged them. */
export function writeOf(send: Pick<TestSend, 'message' | 'stream'>, family: Address['family']): Write {
  const most = send.stream.merged ? Number.POSITIVE_INFINITY : segmentSize[family];
  const segments = piecesOf(send).flatMap((piece) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at === 0 || at < piece.length; at += most) parts.push(piece.subarray(at, at + most));
    return parts;
  });
  return { segments, message: messageBytes(send.message), requests: send.stream.requests };
}

/** The step that made the connections in which a step sends: itself, or one before it. */
export function connectionsOf(
  steps: readonly { readonly send: { readonly stream: Pick<TestStream, 'connections'> } }[],
  index: number,
): number {
  return steps[index]?.send.stream.connections === 'kept' ? connectionsOf(steps, index - 1) : index;
}
