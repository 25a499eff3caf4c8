import { tcpSegment } from './tcp-segment.js';
import type { Ends } from './udp.js';

/** The first segment of a handshake, which anybody can send in another's name. */
export const tcpSyn = (ends: Ends, fromPort: number, toPort: number): Buffer =>
  tcpSegment(ends, { fromPort, toPort, flags: ['SYN'] });
