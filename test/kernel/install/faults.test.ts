import { backends as allBackends } from '../../../src/host/lab/backends.js';
import { describeHosts } from './describe.js';
import { applyWatched, calls, faultAt, forget, plan, settled } from './faults.js';
import type { Host } from './host.js';
import { next, old } from './policies.js';
import { addForeignRules, stateOf } from './state.js';

/** How many runs a backend has; `FAULTS=200` for a long look, which is also at what iptables-nft shares with the others. */
const runs = Number(process.env.FAULTS ?? 3);

/** In turn: nobody confirms, and it is confirmed at once, which has more to do. */
const ways = [['--confirm', '1'], ['--yes']] as const;

const backends = process.env.FAULTS === undefined ? (['nftables', 'iptables-legacy'] as const) : allBackends;

for (const backend of backends)
  describeHosts('an apply that is disturbed', backend, (host) => {
    if (process.env.FAULTS !== undefined) import.meta.jest.setTimeout(runs * 60_000);

    test('ends as it was before, or as it was to be, at whichever call and however', async () => {
      host().put('old', old);
      host().put('next', next);
      addForeignRules(host());
      expect(applyWatched(host(), 'old', '--yes').status).toBe(0);
      const before = stateOf(host());
      plan(host(), 0, 'none');
      expect(applyWatched(host(), 'next', '--yes').status).toBe(0);
      const amount = calls(host()).length;
      forget(host());
      const after = stateOf(host());
      expect(host().install('old', 'rollback').status).toBe(0);
      expect([amount > 20, after === before, stateOf(host()) === before]).toEqual([true, false, true]);

      const table: string[] = [];
      for (let run = 0; run < runs; run++) {
        const { at, what } = faultAt(run, runs, amount);
        const way = ways[run % ways.length] ?? [];
        plan(host(), at, what);
        const { status } = applyWatched(host(), 'next', ...way);
        forget(host());
        await settled(host());
        const end = ending(host(), before, after);
        table.push(`${what} at call ${at} of ${amount}, ${way.join(' ')}: status ${status}, ${end}`);
        if (end === 'as it was to be') expect(host().install('next', 'rollback').status).toBe(0);
      }
      console.log(table.join('\n'));
      expect(table.filter((line) => line.includes('NEITHER'))).toEqual([]);
    });
  });

function ending(host: Host, before: string, after: string): string {
  const state = stateOf(host);
  if (state === before) return 'as it was before';
  return state === after ? 'as it was to be' : 'NEITHER';
}
