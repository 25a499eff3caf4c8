import { counters } from '../../src/host/lab/readback.js';
import { sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count, tally } from '../packets/tally.js';
import { crafted, craftedForms, sendPackets, unreachable } from './crafted.js';
import { exchange, protect } from './scenario.js';

/** Rates of one a minute: within a test every count is the burst, whatever the machine's pace. */
const policy = `
vosguard: 1
trusted: [203.0.113.5, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers:
    limits: { REGISTER: 1/min burst 3, OPTIONS: drop, unrecognised: 1/min burst 2, all: 1/min burst 12 }
    connections: { tcp: 2 }
`;
const families = [
  { family: 'IPv4', first: '192.0.2.16', trusted: '203.0.113.5' },
  { family: 'IPv6', first: '2001:db8:66::1', trusted: '2001:db8:7::5' },
] as const;

const packetForms = families.flatMap(({ family, first, trusted }) =>
  sources(first, craftedForms[family].length).map((from, index) => ({
    family,
    form: craftedForms[family][index] ?? '',
    from,
    trusted,
  })),
);

/** Blank lines that are read over: the method behind them decides. */
const blankForms = ['\r\nOPTIONS sip:a SIP/2.0\r\n\r\n', '\r\n\r\nOPTIONS sip:a SIP/2.0\r\n\r\n'];

/** What some SIP stacks may still read as a request, and this class does not. */
const textForms = [
  ' OPTIONS sip:a SIP/2.0\r\n\r\n',
  '\0OPTIONS sip:a SIP/2.0\r\n\r\n',
  'options sip:a SIP/2.0\r\n\r\n',
  'OPTIONs sip:a SIP/2.0\r\n\r\n',
  'OPTIONS\tsip:a SIP/2.0\r\n\r\n',
  'OPTIxyz sip:a SIP/2.0\r\n\r\n',
  'REGIxyz sip:a SIP/2.0\r\n\r\n',
  'REGISTERS sip:a SIP/2.0\r\n\r\n',
  'SIP/2.1 200 OK\r\n\r\n',
  'OPT',
];

describeBackends('evasions', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));

  const craft = async (form: string, from: string, method: string): Promise<number> => {
    await lab().clear();
    const text = sipRequest({ method });
    const packets = [1, 2, 3, 4, 5].flatMap((identification) => crafted(form, from, text, identification));
    await sendPackets(lab().world, packets);
    return count(await lab().delivered(), { from, word: method, bytes: text.length });
  };

  test.each(packetForms)('$form, $family', async ({ family, form, from, trusted }) => {
    expect(await craft(form, trusted, 'OPTIONS')).toBe(5);
    expect(await craft(form, from, 'OPTIONS')).toBe(0);
    // ip6tables reads at a fixed offset and refuses what moves it (VG416).
    const refused = backend !== 'nftables' && family === 'IPv6' && form.includes('options');
    expect(await craft(form, from, 'REGISTER')).toBe(refused ? 0 : 3);
  });

  test.each(families)(
    'a text that begins with no method is unrecognised, blank lines are read over, $family',
    async ({ first }) => {
      const forms = [...textForms, ...blankForms];
      const from = sources(first, 200).slice(100, 100 + forms.length);
      const streams = forms.map((text, index) => ({
        from: from[index] ?? first,
        payloads: [payload(text)],
        count: 6,
        every: 2,
      }));
      const { delivered } = await exchange(lab(), ...streams);
      const passing = from.slice(0, textForms.length);
      expect(tally(delivered, 'from')).toEqual(new Map(passing.map((address) => [address, 2])));
    },
  );

  test.each(families)('ICMP errors about SIP reach the host, $family', async ({ first }) => {
    const about = { method: 'OPTIONS', userAgent: 'friendly-scanner' };
    const before = await unreachables();
    const packets = sources(first, 40).map((source) => unreachable(source, sipRequest(about)));
    await sendPackets(lab().world, packets);
    await lab().delivered();
    expect((await unreachables()) - before).toBe(40);
  });

  const unreachables = async (): Promise<number> => {
    const text = await lab().switch.run('cat', ['/proc/self/net/snmp', '/proc/self/net/snmp6']);
    const [names, values] = text.split('\n').filter((line) => line.startsWith('Icmp:'));
    const four = values?.split(' ')[names?.split(' ').indexOf('InDestUnreachs') ?? -1];
    const six = /^Icmp6InDestUnreachs\s+(\d+)$/m.exec(text)?.[1];
    return Number(four) + Number(six);
  };

  describe.each(families)('TCP over $family', ({ first }) => {
    const [split = '', pipelined = '', whole = '', busy = '', tiny = ''] = sources(first, 250).slice(240);
    const text = sipRequest({ method: 'OPTIONS' });
    const segments = async (from: string, parts: readonly string[], attempts = 1) => {
      await lab().clear();
      const outcomes = await lab().world.connect({
        from: Array<string>(attempts).fill(from),
        toPort: 5060,
        every: 5,
        segments: parts.map(payload),
        gap: 5,
        hold: true,
        patience: 200,
      });
      const open = outcomes.filter(({ outcome }) => outcome === 'connected').length;
      const read = (await lab().delivered()).filter(({ kind }) => kind === 'segment');
      return { open, read: read.length, bytes: read.reduce((sum, { bytes }) => sum + bytes, 0) };
    };

    test('a request in two segments is not seen, but the limit on connections holds', async () => {
      const { bytes } = await segments(split, [text.slice(0, 3), text.slice(3)], 4);
      expect(bytes).toBe(2 * text.length);
    });

    test('nor a second request behind the first in a segment', async () => {
      const ack = sipRequest({ method: 'ACK' });
      expect((await segments(pipelined, [ack + text])).bytes).toBe(ack.length + text.length);
    });

    test('nor is a whole one refused for its method: over TCP bytes count', async () => {
      expect((await segments(whole, [text])).bytes).toBe(text.length);
    });

    test('nor pieces for their number', async () => {
      const { open, bytes } = await segments(busy, Array(30).fill('OPT'));
      expect({ open, bytes }).toEqual({ open: 1, bytes: 90 });
    });

    test('pieces of one to three bytes are no acknowledgements: they are counted, and refused when there are too many', async () => {
      const refused = async (): Promise<number> =>
        (await counters(lab().switch, backend)).get('tcp.stray.source.stray')?.packets ?? 0;
      const before = await refused();
      await segments(
        tiny,
        Array.from({ length: 300 }, (_, index) => 'OPT'.slice(0, 1 + (index % 3))),
      );
      expect((await refused()) - before).toBeGreaterThan(5);
    });
  });
});
