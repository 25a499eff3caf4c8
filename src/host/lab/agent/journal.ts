import type { RemoteInfo } from 'node:dgram';
import type { Arrival, ArrivalKind } from '../protocol.js';

/** CLOCK_MONOTONIC in milliseconds: processes of one machine read the same, whatever their network namespace. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

export interface End {
  readonly address: string;
  readonly port: number;
}

/** Everything that came in, in the order in which the agent read it. */
export class Journal {
  readonly list: Arrival[] = [];

  note(kind: ArrivalKind, from: End | RemoteInfo, to: End, data: Buffer): void {
    this.list.push({
      kind,
      from: from.address,
      fromPort: from.port,
      to: to.address,
      toPort: to.port,
      bytes: data.length,
      ...describe(data),
      at: now(),
    });
  }

  clear(): void {
    this.list.length = 0;
  }
}

/** Of a response the status is kept too. Anything unreadable gets a short, printable word. */
export function describe(data: Buffer): { word: string; id: string } {
  const text = data.toString('latin1');
  const word = /^(?:SIP\/2\.0 \d{3}|[!-~]{1,32})/.exec(text)?.[0] ?? '';
  return { word, id: /^Call-ID: ([^@\r\n]{1,64})@/m.exec(text)?.[1] ?? '' };
}
