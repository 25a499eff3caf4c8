import { createSocket } from 'node:dgram';

export interface Zone {
  /** By name, lower-case: addresses of A and AAAA, targets of SRV; a number is an error code. */
  readonly [name: string]:
    | { readonly a?: readonly string[]; readonly aaaa?: readonly string[]; readonly srv?: readonly string[] }
    | number;
}

const types = { 1: 'a', 28: 'aaaa', 33: 'srv' } as const;

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.of(0),
  ]);

function dataOf(type: keyof typeof types, text: string): Buffer {
  if (type === 1) return Buffer.from(text.split('.').map(Number));
  if (type === 33) return Buffer.concat([Buffer.of(0, 1, 0, 1, 0x13, 0xc4), nameBytes(text)]);
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}

/** A name server on the loopback (RFC 1035 4.1), TTL 120 s. */
export async function nameServer(zone: () => Zone) {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    let end = 12;
    const labels: string[] = [];
    for (; query[end] !== 0; end += (query[end] ?? 0) + 1)
      labels.push(query.toString('latin1', end + 1, end + 1 + (query[end] ?? 0)));
    const type = query.readUInt16BE(end + 1) as keyof typeof types;
    const found = zone()[labels.join('.').toLowerCase()];
    const code = typeof found === 'number' ? found : found === undefined ? 3 : 0;
    const texts = typeof found === 'object' ? (found[types[type]] ?? []) : [];
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(0x8180 | code, 2);
    for (const [at, count] of [
      [6, texts.length],
      [8, 0],
      [10, 0],
    ] as const)
      head.writeUInt16BE(count, at);
    const answers = texts.map((text) => {
      const data = dataOf(type, text);
      const fixed = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 120, 0, data.length]);
      return Buffer.concat([fixed, data]);
    });
    socket.send(Buffer.concat([head, query.subarray(12, end + 5), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}
