import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { missingForLab } from '../packets/requirements.js';
import { exampleText } from './examples.js';
import { testsOf } from './hosts/tests.js';
import { exchange, protect, request } from './scenario.js';
import { testOnKernel, wrong } from './test-command.js';

const reason = missingForLab();
const describeHere = reason === undefined ? describe : describe.skip;

describeHere('what the examples for special hosts must do', () => {
  import.meta.jest.setTimeout(120_000);
  const folder = temporaryFolder();

  test.each(Object.entries(testsOf))('holds on every backend: %s', async (name, tests) => {
    const own = exampleText(name).replace(/^tests:.*\n(?:[ \n].*\n?|\n)*/m, '');
    writeFileSync(join(folder(), 'policy.yaml'), `${own}\n${tests}`);
    const { status, tests: played } = await testOnKernel(folder());
    expect({ status, wrong: wrong(played) }).toEqual({ status: 0, wrong: [] });
  });
});

describeBackends('the examples for special hosts', (backend, lab) => {
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
      // The first is dropped, two that come again pass, and the rest is a flood.
      expect(await delivered(lab(), { from, payloads: [request('OPTIONS')], count: 400 })).toBe(2);
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
