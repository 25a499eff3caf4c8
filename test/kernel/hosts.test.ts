import { compileText } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { exampleFiles, exampleText } from './examples.js';
import { testsOf } from './hosts/tests.js';
import { play } from './play.js';
import { exchange, protect, request } from './scenario.js';

const compileWithTests = (name: string, profile?: string) =>
  compileText(`${exampleText(name)}\n${testsOf[name]}`, exampleFiles(name), profile);

describeBackends('the examples for special hosts', (backend, lab) => {
  const cases = Object.keys(testsOf).flatMap((name) =>
    compileWithTests(name).policy.tests.map((policyTest) => ({ name, test: policyTest.name, policyTest })),
  );

  test.each(cases)('$name: $test', async ({ name, policyTest }) => {
    const outcomes = await play(lab(), backend, compileWithTests(name, policyTest.profile), policyTest);
    expect(outcomes).toEqual(outcomes.map((outcome) => ({ ...outcome, asExpected: true })));
  });

  describe('behind-firewall', () => {
    const udp = [161, 5060, 12000];
    const tcp = [22, 443, 3306];
    beforeAll(() => protect(lab(), backend, exampleText('behind-firewall'), { udp, tcp }));

    test('leaves SSH, pages and RTP alone; the database is for billing only', async () => {
      expect(await outcomes(lab(), '192.0.2.200', tcp)).toEqual(['connected', 'connected', 'timeout']);
      expect(await outcomes(lab(), '192.0.2.9', tcp)).toEqual(['connected', 'connected', 'connected']);
      for (const toPort of [161, 12000])
        expect(await delivered(lab(), { from: '192.0.2.200', payloads: ['AAAA'], toPort, count: 60 })).toBe(
          60,
        );
    });

    test('guards SIP, and a ban closes nothing else', async () => {
      const from = '192.0.2.200';
      expect(await delivered(lab(), { from, payloads: [request('OPTIONS')], count: 400 })).toBe(0);
      expect(await delivered(lab(), { from, payloads: [request('INVITE')], count: 5 })).toBe(0);
      expect(await outcomes(lab(), from, [22])).toEqual(['connected']);
      expect(
        await delivered(lab(), { from: '203.0.113.20', payloads: [request('OPTIONS')], count: 400 }),
      ).toBe(400);
    });
  });
});

async function outcomes(lab: Lab, from: string, ports: readonly number[]): Promise<readonly string[]> {
  const tried = ports.map((toPort) => lab.world.connect({ from: [from], toPort, every: 0, patience: 150 }));
  return (await Promise.all(tried)).flat().map(({ outcome }) => outcome);
}

async function delivered(
  lab: Lab,
  stream: { from: string; payloads: string[]; count: number; toPort?: number },
): Promise<number> {
  return (await exchange(lab, { every: 1, ...stream })).delivered.length;
}
