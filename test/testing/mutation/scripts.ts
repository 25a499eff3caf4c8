import { evaluator } from '../../../src/evaluate/evaluator.js';
import type { Machine } from '../../../src/evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../../src/evaluate/options.js';
import type { Packet } from '../../../src/evaluate/packet.js';
import type { Address } from '../../../src/net/address.js';
import { parseAddress } from '../../../src/net/read-address.js';
import { noting, type Watcher } from '../../../src/testing/mutation/survivors.js';

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(text);
  return parsed.address;
};

interface Ends {
  readonly peer: Address;
  readonly host: Address;
}

const ends: readonly Ends[] = [
  { peer: address('192.0.2.1'), host: address('198.18.0.2') },
  { peer: address('2001:db8:5::1'), host: address('2001:2::2') },
];

const spellings = ['User-Agent :', 'User-Agent\t:', 'User-Agent:  ', 'User-Agent:\t', 'User-Agent:\r\n '];

/** Where a source may stand when it speaks. */
const lanes = ['known', 'called', 'banned', undefined] as const;

/** What is said that the policy's own tests have no words for: one line each, what must come of it. */
type Script = (machine: Machine, ends: Ends) => readonly unknown[];

const text = (content: string) => new TextEncoder().encode(content);
const request = (method: string) => text(`${method} sip:100@switch.test SIP/2.0\r\n\r\n`);

const incoming = ({ peer, host }: Ends, payload: Uint8Array, more: object = {}): Packet => ({
  ...{ at: 0, direction: 'in', source: peer, destination: host, protocol: 'udp' },
  ...{ sourcePort: 5060, destinationPort: 5060, payload },
  ...more,
});

const outgoing = ({ peer, host }: Ends, payload: Uint8Array): Packet => ({
  ...{ at: 0, direction: 'out', source: host, destination: peer, protocol: 'tcp', flags: { ack: true } },
  ...{ sourcePort: 5060, destinationPort: 5060, payload },
});

const methods = [
  ...['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO'],
  ...['SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'REFER', 'OPTIONS'],
];

const scripts: readonly Script[] = [
  ...methods.map(
    (method): Script =>
      (machine, at) => {
        const { rule } = machine.packet(outgoing(at, request(method)));
        return [rule?.id, machine.holds('called', at.peer, 0)];
      },
  ),
  ...[...methods, 'SIP/'].map(
    (method): Script =>
      (machine, at) => {
        const { rule } = machine.packet(outgoing(at, text(`${method.slice(0, 4)}xyzxyzxyz`)));
        return [rule?.id, machine.holds('called', at.peer, 0)];
      },
  ),
  ...[100, 200, 401, 404, 486].map(
    (status): Script =>
      (machine, at) => [machine.packet(outgoing(at, text(`SIP/2.0 ${status} x\r\n\r\n`))).rule?.id],
  ),
  // RFC 5389: two zero bits, the magic cookie at byte 4.
  (machine, at) => {
    const stun = new Uint8Array([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...new Array(12).fill(7)]);
    return chainsOf(machine, incoming(at, stun));
  },
  // Neighbour discovery passes a blocklist; an echo does not.
  (machine, { host }) =>
    [135, 128].map((type) => {
      const source = address('2001:db8:bad::1');
      return host.family === 'ipv4'
        ? undefined
        : machine.packet({ at: 0, direction: 'in', source, destination: host, protocol: 'icmp', type })
            .verdict;
    }),
  (machine, { peer, host }) =>
    [3, 8, 11, 12, 5, 1, 2, 4, 128, 133, 136].map(
      (type) =>
        machine.packet({ at: 0, direction: 'in', source: peer, destination: host, protocol: 'icmp', type })
          .verdict,
    ),
  ...(['udp', 'tcp'] as const).flatMap((protocol) =>
    (['known', 'called', 'banned', undefined] as const).map(
      (set): Script =>
        (machine, at) => {
          const behind = { extensionHeaders: true, protocol, flags: { ack: true } };
          if (at.peer.family === 'ipv4') return [];
          if (set !== undefined) machine.add(set, at.peer, 0, 60_000);
          return chainsOf(machine, incoming(at, request('BYE'), behind));
        },
    ),
  ),
  (machine, at) => chainsOf(machine, incoming(at, request('BYE'), { loopback: true })),
  (machine, at) => chainsOf(machine, { ...outgoing(at, request('INVITE')), loopback: true }),
  (machine, at) => {
    const peer = address(at.peer.family === 'ipv4' ? '203.0.113.10' : '2001:db8:7::10');
    machine.packet(outgoing({ ...at, peer }, request('INVITE')));
    return [machine.holds('called', peer, 0)];
  },
  // A connection that the host has opened.
  (machine, { peer, host }) => {
    const base = { at: 0, protocol: 'tcp', payload: new Uint8Array() } as const;
    const there = { direction: 'out', source: host, destination: peer } as const;
    const back = { direction: 'in', source: peer, destination: host } as const;
    machine.packet({ ...base, ...there, sourcePort: 40_000, destinationPort: 443, flags: { syn: true } });
    const answer = { ...base, ...back, sourcePort: 443, destinationPort: 40_000 };
    return [machine.packet({ ...answer, flags: { syn: true, ack: true } }).verdict];
  },
  // A blank line or two before a message, and what looks like one.
  ...lanes.flatMap((set) =>
    ['\r\n', '\r\n\r\n', '\r\n\r\n\r\n', ''].flatMap((blank) =>
      [
        ...methods.map((method) => `${method} sip:100@switch.test SIP/2.0`),
        'SIP/2.0 200 OK',
        'x'.repeat(50),
        'x',
      ].map(
        (line): Script =>
          (machine, at) => {
            if (set !== undefined) machine.add(set, at.peer, 0, 60_000);
            return chainsOf(machine, incoming(at, text(`${blank}${line}\r\n\r\n`)));
          },
      ),
    ),
  ),
  // What is for others, and only passes through.
  ...[5060, 5070, 5071].flatMap((destinationPort) =>
    (['udp', 'tcp'] as const).map(
      (protocol): Script =>
        (machine, at) => {
          const more = { protocol, destinationPort, forwarded: true, flags: { syn: true } };
          return Array.from({ length: 16 }, () => chainsOf(machine, incoming(at, request('REGISTER'), more)));
        },
    ),
  ),
  // Who is blocked and banned too.
  (machine, at) => {
    const peer = address(at.peer.family === 'ipv4' ? '192.0.2.66' : '2001:db8:bad::1');
    machine.add('banned', peer, 0, 60_000);
    return ['REGISTER', 'BYE'].map((method) => chainsOf(machine, incoming({ ...at, peer }, request(method))));
  },
  // What the blocked get: answers to what the host asked, errors of what it sent, and nothing else.
  (machine, at) => {
    const peer = address(at.peer.family === 'ipv4' ? '192.0.2.66' : '2001:db8:bad::1');
    const ends = { source: peer, destination: at.host } as const;
    const tcp = { at: 0, protocol: 'tcp', payload: new Uint8Array() } as const;
    const asked = {
      ...tcp,
      direction: 'out',
      source: at.host,
      destination: peer,
      sourcePort: 40_000,
    } as const;
    const ask = machine.packet({ ...asked, destinationPort: 443, flags: { syn: true } });
    const answer = { ...tcp, direction: 'in', ...ends, sourcePort: 443, destinationPort: 40_000 } as const;
    const others = [22, 5060, 10_000, 68, 546].flatMap((destinationPort) =>
      (['udp', 'tcp'] as const).map((protocol) =>
        chainsOf(machine, {
          ...{ ...answer, protocol, destinationPort, sourcePort: destinationPort === 68 ? 67 : 547 },
          flags: { syn: true },
        }),
      ),
    );
    return [ask.verdict, chainsOf(machine, { ...answer, flags: { syn: true, ack: true } }), others];
  },
  // Segments with and without a connection, bare, merged, and of every form of header.
  ...[undefined, 'known'].map(
    (set): Script =>
      (machine, at) => {
        if (set === 'known') machine.add(set, at.peer, 0, 60_000);
        const segment = (flags: object, content = '', more: object = {}) =>
          chainsOf(
            machine,
            incoming(at, text(content), { protocol: 'tcp', flags, sourcePort: 30_000, ...more }),
          );
        const back = (flags: object, content = '') =>
          chainsOf(machine, {
            ...outgoing(at, text(content)),
            ...{ sourcePort: 5060, destinationPort: 30_000, flags },
          });
        return [
          segment({ ack: true }, 'REGISTER '),
          segment({ rst: true }),
          segment({ syn: true }),
          segment({ ack: true }, 'REGISTER '),
          back({ syn: true, ack: true }),
          segment({ ack: true }),
          segment({ ack: true }, 'REGISTER sip:x SIP/2.0'),
          segment({ ack: true }, 'REGISTER '.padEnd(1_600, 'x')),
          segment({ ack: true }, 'x'),
          back({ ack: true }),
          segment({ rst: true, ack: true }),
          segment({ ack: true }, 'REGISTER '),
        ];
      },
  ),
  // On a connection whose handshake is over: how many of each kind get through tells which share they have.
  ...[...methods, 'SIP/2.0', 'xxxx', ...spellings.map((header) => `BYE x\r\n${header}BadDialer`)].flatMap(
    (word) =>
      [false, true].map(
        (encrypted): Script =>
          (machine, at) => {
            const ports = { sourcePort: 30_000, destinationPort: encrypted ? 5071 : 5060 };
            const segment = (flags: object, content = ''): Packet =>
              incoming(at, text(content), { protocol: 'tcp', flags, ...ports });
            machine.packet(segment({ syn: true }));
            machine.packet({
              ...outgoing(at, text('')),
              ...{
                sourcePort: ports.destinationPort,
                destinationPort: 30_000,
                flags: { syn: true, ack: true },
              },
            });
            const sent = (size: number, count: number, more: object = {}) =>
              Array.from({ length: count }, () => {
                const one = segment({ ack: true }, `${word} x`.padEnd(size, 'x'));
                return machine.packet({ ...one, ...more }).verdict;
              });
            if (word === 'REGISTER') return [sent(0, 1), sent(3_000, 2), sent(1_600, 6)];
            if (word === 'ACK') return [sent(7_000, 1), sent(500, 18)];
            if (word === 'INVITE') return [sent(100, 1, { extensionHeaders: true }), sent(500, 18)];
            return [sent(0, 1), sent(500, 18)];
          },
      ),
  ),
  ...['', '\r\n', '\r\n\r\n'].flatMap((blank) =>
    lanes.map(
      (set): Script =>
        (machine, at) => {
          if (at.peer.family === 'ipv4') return [];
          if (set !== undefined) machine.add(set, at.peer, 0, 60_000);
          return chainsOf(
            machine,
            incoming(at, text(`${blank}BYE sip:x SIP/2.0`), { extensionHeaders: true }),
          );
        },
    ),
  ),
  // A name that is no header's usual spelling.
  ...spellings.flatMap((header) =>
    ['BadDialer', 'Good'].map(
      (name): Script =>
        (machine, at) =>
          chainsOf(machine, incoming(at, text(`INVITE sip:x SIP/2.0\r\n${header}${name}\r\n\r\n`))),
    ),
  ),
  // Acknowledgements are not counted.
  (machine, at) => {
    const ports = { sourcePort: 30_000, destinationPort: 5060 };
    const segment = (flags: object) => incoming(at, text(''), { protocol: 'tcp', flags, ...ports });
    machine.packet(segment({ syn: true }));
    machine.packet({
      ...outgoing(at, text('')),
      ...{ sourcePort: 5060, destinationPort: 30_000, flags: { syn: true, ack: true } },
    });
    return Array.from({ length: 400 }, () => machine.packet(segment({ ack: true })).verdict);
  },
  // Answers over TCP, several in one segment, beside a 200 and not; and when the banned goes on.
  ...['401', '404'].flatMap((status) =>
    [false, true].map(
      (served): Script =>
        (machine, at) => {
          const says = (content: string) => chainsOf(machine, outgoing(at, text(content)));
          const first = served ? says('SIP/2.0 200 OK') : [];
          return [
            first,
            ...Array.from({ length: 40 }, () => says(`SIP/2.0 ${status} no`.padEnd(1_100, 'x'))),
          ];
        },
    ),
  ),
  // Whom the switch called, and who guesses: over UDP his answers are held.
  ...['401', '404'].flatMap((status) =>
    [false, true].map(
      (asked): Script =>
        (machine, at) => {
          machine.add('called', at.peer, 0, 60_000);
          machine.add(asked ? 'asked' : 'ringing', at.peer, 0, 60_000);
          const answer: Packet = {
            ...{ at: 0, direction: 'out', source: at.host, destination: at.peer, protocol: 'udp' },
            ...{ sourcePort: 5060, destinationPort: 5060, payload: text(`SIP/2.0 ${status} no`) },
          };
          return Array.from({ length: 8 }, () => chainsOf(machine, answer));
        },
    ),
  ),
  (machine, at) => {
    machine.add('called', at.peer, 0, 60_000);
    const answer = outgoing(at, text('SIP/2.0 404 no'));
    return Array.from({ length: 8 }, () => chainsOf(machine, answer));
  },
  // STUN of 600 bytes, and of more.
  ...[580, 700].map(
    (size): Script =>
      (machine, at) => {
        const stun = new Uint8Array([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...new Array(size).fill(7)]);
        return chainsOf(machine, incoming(at, stun));
      },
  ),
  (machine, at) => chainsOf(machine, incoming(at, request('BYE'), { udpLength: 0 })),
  // A header that says less than it is long.
  (machine, at) => chainsOf(machine, incoming(at, request('BYE'), { udpLength: 4 })),
  // The rest of an answer, behind its first segment.
  ...(['asked', 'ringing'] as const).map(
    (set): Script =>
      (machine, at) => {
        machine.add(set, at.peer, 0, 60_000);
        machine.packet(outgoing(at, text('the rest of it')));
        return [machine.holds(set, at.peer, 0)];
      },
  ),
];

/** The way of a packet: a verdict alone does not tell which of two rules that drop was there. */
function chainsOf(machine: Machine, packet: Packet): readonly string[] {
  return machine.trace(packet).stages.flatMap(({ steps, end }) => [...steps.map(({ chain }) => chain), end]);
}

/** What a script sees on the rules as they are is what it must see on every weakened form of them. */
export function scriptWatchers(rules: BackendRules, options: EvaluatorOptions): readonly Watcher[] {
  return scripts.flatMap((script) =>
    ends.map((at) => {
      const seen = (changed: BackendRules, tries?: Set<string>) =>
        JSON.stringify(
          script(tries ? noting(evaluator(changed, options), tries) : evaluator(changed, options), at),
        );
      const tries = new Set<string>();
      const expected = seen(rules, tries);
      return { tries, notices: (changed: BackendRules) => seen(changed) !== expected };
    }),
  );
}
