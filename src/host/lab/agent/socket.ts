import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';

/** Filled by the kernel up to net.core.rmem_max, which belongs to the whole machine and is not touched. */
const BUFFER = 8 * 1024 * 1024;

/** A UDP socket that holds this address and port. */
export async function bindUdp(address: string, port: number): Promise<Socket> {
  // Without a lookup of its own, each send would cost a turn of the event loop.
  const socket = createSocket({
    type: isIPv4(address) ? 'udp4' : 'udp6',
    lookup: (host, _options, done) => done(null, host, isIPv4(host) ? 4 : 6),
  });
  // Asked for first: with this lookup, bind is done before it returns.
  const bound = once(socket, 'listening');
  socket.bind(port, address);
  await bound;
  socket.setRecvBufferSize(BUFFER);
  socket.setSendBufferSize(BUFFER);
  return socket;
}
