import { addressAfter } from '../addresses.js';
import type { Forge } from '../frame-protocol.js';
import { frame, udpPacket } from '../frames.js';

/** One frame a source, made when it is asked for: a hundred thousand of them never stand in memory at once. */
export function* forgedFrames(ask: Forge & { readonly to: string }): Generator<Buffer> {
  const payload = Buffer.from(ask.payload, 'base64');
  for (let index = 0; index < ask.count; index++) {
    const source = addressAfter(ask.first, BigInt(index));
    const ports = { sourcePort: ask.fromPort ?? 5060, destinationPort: ask.toPort };
    yield frame(udpPacket({ source, destination: ask.to, ...ports, payload }));
  }
}
