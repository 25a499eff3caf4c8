import { agree } from '../../../differential/agree.js';
import { caseOf, modelled, prepare } from '../../../differential/case.js';
import { eventsOf } from '../../../differential/events.js';
import { differing, failureText } from '../../../differential/failure.js';
import { playCases, type Round } from '../../../differential/pool.js';
import { Rig } from '../../../differential/rig.js';
import { addRound, emptyTally, tallyText } from '../../../differential/tally.js';
import { notRun } from '../../packets/kernel.js';
import { missingForLab } from '../../packets/requirements.js';

/** A long run is `npm run differential`, a part of `npm run proof`. */
const policies = 25;
const packets = 2_500;
/** What a busy machine may need more of, where its times told nothing. */
const mostCases = 250;
/** Each has a laboratory for each backend; more of them would make each other late. */
const workers = 8;

/** Other cases every day would find more, and nobody could tell yesterday's failure from today's. */
const firstSeed = 1;

function* seeds(): Generator<number> {
  for (let seed = firstSeed; seed < firstSeed + mostCases; seed++) yield seed;
}

describe('the evaluator beside kernels', () => {
  const reason = missingForLab();
  if (reason !== undefined) {
    notRun('the evaluator beside kernels', reason);
    return;
  }
  import.meta.jest.setTimeout(1_500_000);

  test(`${packets} packets of ${policies} random policies, both ways, on every backend`, async () => {
    let tally = emptyTally;
    let found: Round | undefined;
    await playCases(seeds(), { workers, lines: 100, way: 'sockets', deadline: 1_400 }, (round) => {
      tally = addRound(tally, round);
      if (differing(round) !== undefined) found ??= round;
      const counts = Object.values(tally);
      const enough = counts.every((one) => one.policies >= policies && one.packets >= packets);
      return found === undefined && !enough;
    });
    const difference = found && differing(found);
    if (found !== undefined && difference !== undefined)
      throw new Error(await failureText(found, difference, 60));
    console.log(tallyText(tally));
    for (const one of Object.values(tally)) {
      expect(one.policies).toBeGreaterThanOrEqual(policies);
      expect(one.packets).toBeGreaterThanOrEqual(packets);
    }
  });

  test('connections too, packet by packet', async () => {
    let tally = emptyTally;
    let found: Round | undefined;
    await playCases(seeds(), { workers: 2, lines: 60, way: 'wire', deadline: 1_400 }, (round) => {
      tally = addRound(tally, round);
      if (differing(round) !== undefined) found ??= round;
      return found === undefined && !Object.values(tally).every((one) => one.packets >= 800);
    });
    const difference = found && differing(found);
    if (found !== undefined && difference !== undefined)
      throw new Error(await failureText(found, difference, 60));
    for (const one of Object.values(tally)) expect(one.packets).toBeGreaterThanOrEqual(800);
  });

  test('rules that differ in one rate, or one address, are found out', async () => {
    const policy = (burst: number, trusted: string) =>
      `vosguard: 1\ntrusted: [${trusted}]\nsip: { strangers: { limits: { REGISTER: 1/s burst ${burst} } }, bans: {} }\n`;
    const { script } = caseOf(7, 100);
    const loaded = prepare(policy(3, '198.51.100.7'));
    const rig = await Rig.start('nftables', 60);
    try {
      const events = eventsOf(await rig.play(loaded.artifacts, script), script);
      const verdict = (text: string) => {
        const { rules, options } = modelled(text);
        return agree(rules.nftables, options, { ...events, doubt: Math.min(events.doubt, 40) }).kind;
      };
      expect(verdict(policy(3, '198.51.100.7'))).toBe('agrees');
      expect(verdict(policy(6, '198.51.100.7'))).not.toBe('agrees');
      expect(verdict(policy(3, '192.0.2.2'))).not.toBe('agrees');
    } finally {
      await rig.close();
    }
  });
});
