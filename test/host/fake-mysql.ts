import { createServer, type Server, type Socket } from 'node:net';

/** A packet of the client/server protocol: three bytes of length, the sequence, the payload. */
const packet = (sequence: number, payload: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, payload]);
};

/**
 * What MySQL 5.0.95 greets with: protocol 10, no TLS, no plug-ins of authentication (capabilities 41516, as users of clients
 * have reported them).
 */
const greeting = packet(
  0,
  Buffer.concat([
    Buffer.from([10]),
    Buffer.from('5.0.95\0'),
    Buffer.from([251, 0, 0, 0]),
    Buffer.from(',5e!myL\x01\0'),
    Buffer.from([0x2c, 0xa2, 33, 2, 0, 0, 0, 0]),
    Buffer.alloc(10),
    Buffer.from('M~Tj8tblx7GA\0'),
  ]),
);

/** For an account with a password of before 4.1: one byte, 254 (Protocol::OldAuthSwitchRequest). */
const oldPassword = packet(2, Buffer.from([0xfe]));
const accepted = packet(2, Buffer.from([0, 0, 0, 2, 0, 0, 0]));

/** Protocol::ColumnDefinition41 of a text without a name, and what ends the columns. */
const column = Buffer.concat([
  Buffer.from('\x03def\0\0\0\0\0\x0c'),
  Buffer.from([33, 0, 0, 4, 0, 0, 253, 0, 0, 0, 0, 0]),
]);
const endOfColumns = Buffer.from([0xfe, 0, 0, 2, 0]);
const row = Buffer.concat([Buffer.from([0xfc, 0x60, 0xea]), Buffer.alloc(60_000, 'x')]);
/** Packets are numbered by a byte, so that these follow themselves. */
const rows = Buffer.concat(Array.from({ length: 256 }, (_, index) => packet((4 + index) % 256, row)));

const ways = {
  'an old password': (socket: Socket) => {
    socket.write(greeting);
    socket.on('data', () => socket.write(oldPassword));
  },
  'a new password': (socket: Socket) => {
    socket.write(greeting);
    socket.once('data', () => socket.write(accepted));
  },
  nonsense: (socket: Socket) => {
    socket.write(greeting);
    socket.once('data', () => {
      socket.write(accepted);
      // One column, and in its description a length that begins with 255, which no length does.
      socket.once('data', () =>
        socket.write(
          Buffer.concat([packet(1, Buffer.from([1])), packet(2, Buffer.from([0, 0xff, 0xff, 0xff]))]),
        ),
      );
    });
  },
  'rows without end': (socket: Socket) => {
    socket.write(greeting);
    socket.once('data', () => {
      socket.write(accepted);
      socket.once('data', () => {
        socket.write(
          Buffer.concat([packet(1, Buffer.from([1])), packet(2, column), packet(3, endOfColumns)]),
        );
        const more = () => {
          while (!socket.destroyed && socket.write(rows));
        };
        socket.on('drain', more);
        more();
      });
    });
  },
  silence: () => {},
  'another protocol': (socket: Socket) => {
    socket.end('SSH-2.0-OpenSSH_5.3\r\n');
  },
  'hanging up': (socket: Socket) => {
    socket.end();
  },
} as const;

export type Way = keyof typeof ways;

/** A server that speaks only as much of the protocol as a test needs. Ends with the returned function. */
export async function fakeMysql(way: Way): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    ways[way](socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake server has no port');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: address.port, close };
}
