import { isIPv4 } from 'node:net';
import { link, otherSide, type Side } from '../link.js';
import type { Calls } from '../protocol.js';
import { forgedFrames } from './forge.js';
import { Journal } from './journal.js';
import { settled } from './queues.js';
import { sendFrames } from './raw.js';
import { run } from './run.js';
import { sendStreams } from './streams.js';
import { TcpEnds } from './tcp.js';
import { UdpEnds } from './udp.js';

export type Handlers = { readonly [K in keyof Calls]: (ask: Calls[K]['ask']) => Promise<Calls[K]['reply']> };

/** What the agent at this end of the link does when it is asked. */
export function handlers(side: Side): Handlers {
  const journal = new Journal();
  const udp = new UdpEnds(journal);
  const tcp = new TcpEnds(journal);
  const far = link[otherSide(side)];
  const towards = (from: string): string => (isIPv4(from) ? far.ipv4 : far.ipv6);
  return {
    async listen({
      addresses = [link[side].ipv4, link[side].ipv6],
      udp: datagram = [],
      tcp: stream = [],
      answer = 'nothing',
    }) {
      for (const address of addresses) {
        for (const port of datagram) Object.assign(await udp.at(address, port), { answer, listening: true });
        for (const port of stream) await tcp.listen(address, port, answer);
      }
      return null;
    },
    send: (streams) => sendStreams(streams, udp, towards),
    connect: (ask) => tcp.connect({ ...ask, to: ask.to ?? towards(ask.from[0] ?? '') }),
    frames: ({ frames, every }) => {
      const bytes = frames.map((text) => Buffer.from(text, 'base64'));
      return sendFrames(link[side].name, bytes, every);
    },
    forge: (ask) =>
      sendFrames(link[side].name, forgedFrames({ ...ask, to: ask.to ?? towards(ask.first) }), ask.every),
    run,
    async arrivals() {
      const { lost } = await settled(() => journal.list.length);
      return { list: journal.list, lost };
    },
    async clear({ listeners }) {
      await settled(() => journal.list.length);
      await udp.close(listeners);
      tcp.close(listeners);
      journal.clear();
      return null;
    },
  };
}
