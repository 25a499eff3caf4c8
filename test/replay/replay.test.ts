import { CaptureReader } from '../../src/capture/capture-reader.js';
import { Dissector } from '../../src/capture/dissector.js';
import { readAddress } from '../../src/net/read-address.js';
import { Replay } from '../../src/replay/replay.js';
import { answer, asks, captureOf, own, type Said } from './traffic.js';

function replayed(said: readonly Said[]): Replay {
  const switched = readAddress(own.ipv4);
  const replay = new Replay({
    ports: { udp: [{ first: 5060, last: 5060 }], tcp: [], encrypted: { udp: [], tcp: [] } } as never,
    own: switched.kind === 'address' ? [switched.address] : undefined,
    to: undefined,
    machine: () =>
      ({ packet: () => ({ verdict: 'delivered' }) as never, holds: () => false, add: () => {} }) as never,
    learn: 0,
    known: [],
    remember: 0,
    userAgents: false,
  });
  const dissector = new Dissector((packet) => replay.packet(packet));
  const reader = new CaptureReader((frame) => dissector.frame(frame));
  reader.push(captureOf(said));
  replay.end();
  return replay;
}

test('an answer of the switch makes room for a customer, and for nobody else', () => {
  const to = (peer: string, method: string): Said => ({
    at: 0,
    from: own.ipv4,
    to: peer,
    text: answer(200, method, peer),
  });
  const { sources } = replayed([
    to('192.0.2.1', 'OPTIONS'),
    to('192.0.2.2', 'REGISTER'),
    to('192.0.2.3', 'MESSAGE'),
    ...asks('192.0.2.4', 5, 'OPTIONS', 200),
  ]);
  expect(sources.all().map(({ evidence }) => evidence)).toEqual(['registered', undefined]);
});
