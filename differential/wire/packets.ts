import { isIPv4 } from 'node:net';
import { reply } from '../../src/host/lab/agent/answer.js';
import { link } from '../../src/host/lab/link.js';
import { udpPacket } from '../../test/packets/frames.js';
import { sipRequest } from '../../test/packets/sip.js';
import { type TcpFlag, tcpSegment } from '../../test/packets/tcp-segment.js';
import type { Act, Message, Story } from './story.js';

/** A packet of a story, as it is sent. */
export interface Planned {
  /** Of the story, from 0. */
  readonly line: number;
  readonly direction: 'in' | 'out';
  /** Milliseconds after the first. */
  readonly due: number;
  /** Packets, by their numbers, without which this one would never have been sent. */
  readonly needs: readonly number[];
  readonly peer: string;
  readonly peerPort: number;
  readonly switchPort: number;
  readonly transport:
    | { readonly kind: 'udp' }
    | {
        readonly kind: 'tcp';
        readonly flags: readonly TcpFlag[];
        readonly header: number;
        /** It acknowledges what was never sent. */
        readonly outside: boolean;
      };
  readonly payload: Buffer;
  /** From the IP header on. */
  readonly bytes: Buffer;
}

interface Connection {
  /** Of the next byte of each side. */
  peer: number;
  switch: number;
  /** The first byte of the switch's: all that the peer acknowledges. Of what a rule has dropped on its way out conntrack has seen nothing. */
  readonly acknowledged: number;
  /** The number of the packet that made it: the peer sees the answer to his SYN. */
  readonly made: number;
  last: { readonly sequence: number; readonly payload: Buffer; readonly header: 20 | 32 } | undefined;
}

/** Ethernet's 1,500 bytes without the headers of IP and TCP, the smaller of both families'. */
const segmentSize = 1_428;
/** What is merged is one packet of at most this; the link takes 9,000. */
const mergedSize = 7_000;

/** Writes the acts of a story out into packets, with the sequence numbers that conntrack expects. */
class Writer {
  readonly packets: Planned[] = [];
  readonly #connections = new Map<string, Connection>();
  readonly #answer: Story['answer'];
  #due = 0;
  #line = 0;

  constructor(answer: Story['answer']) {
    this.#answer = answer;
  }

  write(act: Act, line: number): void {
    this.#due += act.gap;
    this.#line = line;
    const { deed } = act;
    switch (deed.kind) {
      case 'says':
        this.#says(act, deed);
        return;
      case 'pings':
        this.#pings(act);
        return;
      case 'repeats':
        this.#repeats(act);
        return;
      case 'asked':
        this.#asked(act, deed.method);
        return;
      case 'ends':
        this.#ends(act, deed);
        return;
      case 'opens':
        this.#connection(act);
        return;
      case 'forges':
        this.#forges(act, deed);
        return;
      case 'datagram':
        this.#datagram(act, deed.message);
        return;
      case 'calls':
        this.#udp(act, 'out', Buffer.from(sipRequest({ method: deed.method })), []);
        return;
    }
  }

  #connection(act: Act): Connection {
    const name = nameOf(act);
    const known = this.#connections.get(name);
    if (known !== undefined) return known;
    const base = 1_000_000 * (1 + this.packets.length);
    const start = { peer: base + 1, switch: base + 500_001 };
    const syn = this.#tcp(act, 'in', ['SYN'], { sequence: base }, []);
    const back = { sequence: base + 500_000, acknowledged: start.peer };
    const answered = this.#tcp(act, 'out', ['SYN', 'ACK'], back, [syn]);
    const made: Connection = { ...start, acknowledged: start.switch, made: answered, last: undefined };
    this.#connections.set(name, made);
    this.#tcp(act, 'in', ['ACK'], { sequence: made.peer, acknowledged: made.switch }, [answered]);
    return made;
  }

  #says(
    act: Act,
    { messages, cuts, answerCuts, merged, header }: Extract<Act['deed'], { kind: 'says' }>,
  ): void {
    const connection = this.#connection(act);
    const texts = messages.map((message, index) => bytesOf(message, `w${this.packets.length}.${index}`));
    const row = Buffer.concat(texts);
    const pieces = cutAt(row, merged ? [] : cuts, merged ? mergedSize : segmentSize);
    const sent = pieces.map((payload) => this.#data(act, connection, payload, header));
    const answers = texts.flatMap((text) => reply(text, act.peerPort, this.#answer)?.text ?? []);
    this.#back(act, connection, sent, Buffer.from(answers.join('')), answerCuts);
  }

  /** A segment of the peer's. */
  #data(act: Act, connection: Connection, payload: Buffer, header: 20 | 32): number {
    const sequence = connection.peer;
    connection.peer += payload.length;
    connection.last = { sequence, payload, header };
    const seen = { sequence, acknowledged: connection.acknowledged, payload, header };
    return this.#tcp(act, 'in', ['PSH', 'ACK'], seen, [connection.made]);
  }

  /** What the switch says to what it has read, or its bare acknowledgement; and the peer's, which it needs not to be counted. */
  #back(
    act: Act,
    connection: Connection,
    needs: readonly number[],
    row: Buffer,
    cuts: readonly number[],
  ): void {
    const pieces = row.length === 0 ? [Buffer.alloc(0)] : cutAt(row, cuts, segmentSize);
    for (const payload of pieces) {
      const sequence = connection.switch;
      const number = this.#tcp(
        act,
        'out',
        payload.length === 0 ? ['ACK'] : ['PSH', 'ACK'],
        { sequence, acknowledged: connection.peer, payload },
        needs,
      );
      connection.switch += payload.length;
      if (payload.length === 0) continue;
      this.#tcp(act, 'in', ['ACK'], { sequence: connection.peer, acknowledged: connection.acknowledged }, [
        number,
      ]);
    }
  }

  #pings(act: Act): void {
    const connection = this.#connection(act);
    const ping = this.#data(act, connection, Buffer.from('\r\n\r\n'), 32);
    this.#back(act, connection, [ping], Buffer.from('\r\n'), []);
  }

  #repeats(act: Act): void {
    const connection = this.#connection(act);
    const { last } = connection;
    if (last === undefined) return;
    this.#tcp(act, 'in', ['PSH', 'ACK'], { ...last, acknowledged: connection.acknowledged }, [
      connection.made,
    ]);
  }

  #asked(act: Act, method: string): void {
    const connection = this.#connection(act);
    const sent = this.packets.length;
    this.#back(act, connection, [connection.made], Buffer.from(sipRequest({ method })), []);
    const response = Buffer.from(`SIP/2.0 200 OK\r\nCSeq: 1 ${method}\r\nContent-Length: 0\r\n\r\n`);
    const sequence = connection.peer;
    connection.peer += response.length;
    const back = { sequence, acknowledged: connection.acknowledged, payload: response };
    this.#tcp(act, 'in', ['PSH', 'ACK'], back, [sent]);
  }

  #ends(act: Act, { by, flag }: Extract<Act['deed'], { kind: 'ends' }>): void {
    const connection = this.#connection(act);
    this.#connections.delete(nameOf(act));
    const [direction, mine] =
      by === 'peer'
        ? (['in', { sequence: connection.peer, acknowledged: connection.acknowledged }] as const)
        : (['out', { sequence: connection.switch, acknowledged: connection.peer }] as const);
    const ended = this.#tcp(act, direction, [flag, 'ACK'], mine, [connection.made]);
    if (flag === 'RST') return;
    const other = direction === 'in' ? 'out' : 'in';
    const theirs =
      other === 'in'
        ? { sequence: connection.peer, acknowledged: connection.acknowledged }
        : { sequence: connection.switch, acknowledged: connection.peer + 1 };
    const last = this.#tcp(act, other, ['FIN', 'ACK'], theirs, [ended]);
    const end = { sequence: mine.sequence + 1, acknowledged: theirs.sequence + 1 };
    this.#tcp(act, direction, ['ACK'], end, [last]);
  }

  #forges(act: Act, { form, message }: Extract<Act['deed'], { kind: 'forges' }>): void {
    // A port of its own: on a connection that is there it would be one of the kernel's tests of windows.
    const forged = { ...act, peerPort: 50_000 + this.packets.length };
    const payload = bytesOf(message, `f${this.packets.length}`).subarray(0, segmentSize);
    const sequence = 7_000;
    const alone = (flags: readonly TcpFlag[], more: Partial<Segment> = {}, needs: readonly number[] = []) =>
      this.#tcp(forged, 'in', flags, { sequence, ...more }, needs);
    const answer = (needs: number) =>
      this.#tcp(forged, 'out', ['SYN', 'ACK'], { sequence: 9_000, acknowledged: sequence + 1 }, [needs]);
    const blind = { sequence: sequence + 1, acknowledged: 0x1000_0000, payload, outside: true };
    switch (form) {
      case 'data':
        alone(['PSH', 'ACK'], { acknowledged: 1, payload });
        return;
      case 'syn':
        answer(alone(['SYN']));
        return;
      case 'syn with data':
        answer(alone(['SYN'], { payload }));
        return;
      case 'syn, then data':
        answer(alone(['SYN']));
        alone(['PSH', 'ACK'], blind);
        return;
      case 'reset':
        alone(['RST'], { payload });
    }
  }

  #datagram(act: Act, message: Message): void {
    const text = bytesOf(message, `w${this.packets.length}`);
    const sent = this.#udp(act, 'in', text, []);
    const answer = reply(text, act.peerPort, this.#answer);
    if (answer !== undefined) this.#udp(act, 'out', Buffer.from(answer.text), [sent]);
  }

  #udp(act: Act, direction: 'in' | 'out', payload: Buffer, needs: readonly number[]): number {
    const { source, destination, sourcePort, destinationPort } = way(act, direction);
    const bytes = udpPacket({ source, destination, sourcePort, destinationPort, payload });
    return this.#add(act, { direction, needs, transport: { kind: 'udp' }, payload, bytes });
  }

  #tcp(
    act: Act,
    direction: 'in' | 'out',
    flags: readonly TcpFlag[],
    { sequence, acknowledged = 0, payload = Buffer.alloc(0), header = 20, outside = false }: Segment,
    needs: readonly number[],
  ): number {
    const { source, destination, sourcePort, destinationPort } = way(act, direction);
    const bytes = tcpSegment(
      { source, destination },
      {
        ...{ fromPort: sourcePort, toPort: destinationPort, flags, data: payload },
        ...{ sequence: sequence >>> 0, acknowledged: acknowledged >>> 0 },
        options: header - 20,
        // By it one is told from another that says the same.
        window: 30_000 + this.packets.length,
      },
    );
    return this.#add(act, {
      direction,
      needs,
      transport: { kind: 'tcp', flags, header, outside },
      payload,
      bytes,
    });
  }

  #add(act: Act, rest: Omit<Planned, 'line' | 'due' | 'peer' | 'peerPort' | 'switchPort'>): number {
    const { peer, peerPort, switchPort } = act;
    this.#due += 1;
    return this.packets.push({ line: this.#line, due: this.#due, peer, peerPort, switchPort, ...rest }) - 1;
  }
}

interface Segment {
  readonly sequence: number;
  readonly acknowledged?: number;
  readonly payload?: Buffer;
  readonly header?: 20 | 32;
  readonly outside?: boolean;
}

const nameOf = ({ peer, peerPort, switchPort }: Act): string => `${peer} ${peerPort} ${switchPort}`;

function way({ peer, peerPort, switchPort }: Act, direction: 'in' | 'out') {
  const own = link.switch[isIPv4(peer) ? 'ipv4' : 'ipv6'];
  return direction === 'in'
    ? { source: peer, destination: own, sourcePort: peerPort, destinationPort: switchPort }
    : { source: own, destination: peer, sourcePort: switchPort, destinationPort: peerPort };
}

function bytesOf(message: Message, id: string): Buffer {
  if (message.kind === 'text') return Buffer.from(message.text, 'latin1');
  const { method, agent, size } = message;
  const text = (body: string) => sipRequest({ method, id, userAgent: agent, body });
  return Buffer.from(text('x'.repeat(Math.max(0, size - text('').length))));
}

/** The row in pieces: cut at these thousandths of it, and wherever one would be too long. */
function cutAt(row: Buffer, cuts: readonly number[], most: number): readonly Buffer[] {
  const at = new Set(cuts.map((cut) => Math.floor((row.length * cut) / 1_000)));
  const borders = [...at].filter((cut) => cut > 0 && cut < row.length).toSorted((one, other) => one - other);
  return [...borders, row.length].flatMap((end, index, all) => {
    const pieces: Buffer[] = [];
    for (let start = all[index - 1] ?? 0; start < end; start += most)
      pieces.push(row.subarray(start, Math.min(end, start + most)));
    return pieces;
  });
}

/** The packets of a story, in their order. */
export function packetsOf({ lines, answer }: Story): readonly Planned[] {
  const writer = new Writer(answer);
  for (const [line, act] of lines.entries()) writer.write(act, line);
  return writer.packets;
}
