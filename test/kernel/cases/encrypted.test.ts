import { setTimeout } from 'node:timers/promises';
import type { Connect } from '../../../src/host/lab/protocol.js';
import { compileText } from '../../lint-text.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload } from '../../packets/sip.js';
import { portsOf } from './conversation.js';

const port = 5061;
const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { ports: { udp: [5060], tcp: [5060], encrypted: { tcp: [${port}] } } }
`);

/** What TLS looks like to whoever cannot read it: the type of a record, its version, and anything. */
const record = (size: number): string =>
  payload(Buffer.concat([Buffer.from([0x17, 3, 3]), Buffer.alloc(size, 0xa5)]));
const PHONES = 40;

const sources = ['198.51.100.1', '2001:db8:5::1'];

describeBackends('forty phones behind one address that speak TLS, of each family', (backend, lab) => {
  const segments = async () => (await lab().delivered()).filter(({ kind }) => kind === 'segment');
  const connects = (from: string, more: Partial<Connect>) =>
    lab().world.connect({
      from: Array<string>(PHONES).fill(from),
      toPort: port,
      every: 25,
      hold: true,
      patience: 4_000,
      ...more,
    });

  test('connect and register, all of them', async () => {
    await lab().reset();
    await lab().switch.listen({ tcp: [port] });
    await lab().load(backend, artifacts);
    const said = { segments: [record(200), record(600)], gap: 50 };
    const outcomes = await Promise.all(sources.map((from) => connects(from, said)));
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'connected')).toHaveLength(2 * PHONES);
    await setTimeout(2_500);
    const arrived = await segments();
    for (const from of sources) {
      const own = arrived.filter((arrival) => arrival.from === from);
      expect(portsOf(own)).toBe(PHONES);
      expect(own.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(PHONES * 806);
    }
  });

  test('keep the connections that they had before the rules', async () => {
    await lab().reset();
    await lab().switch.listen({ tcp: [port] });
    // Nothing has been tracked yet: no rule has asked for it.
    const said = { segments: [record(300), record(310)], gap: 2_000 };
    const talk = Promise.all(sources.map((from) => connects(from, said)));
    await setTimeout(1_500);
    await lab().load(backend, artifacts);
    await talk;
    await setTimeout(1_500);
    const later = (await segments()).filter(({ bytes }) => bytes === 313);
    for (const from of sources)
      expect(portsOf(later.filter((arrival) => arrival.from === from))).toBe(PHONES);
  });
});
