import { addressTowards, link, type Side } from '../link.js';
import type { Calls } from '../protocol.js';
import { Journal } from './journal.js';
import { settled } from './queues.js';
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
  const towards = (from: string): string => addressTowards(side, from);
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
