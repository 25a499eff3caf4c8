import { describeEachBackend } from './describe.js';
import { applyWatched, calls, type Fault, faults, forget, plan, settled } from './faults.js';
import { next, old } from './policies.js';
import { addForeignRules, stateOf } from './state.js';

/** How many runs a backend has; `FAULTS=200` for a long look. */
const runs = Number(process.env.FAULTS ?? 4);

describeEachBackend('an apply that is disturbed', (host) => {
  test('ends as it was before, or as it was to be, at whichever call and however', async () => {
    host().put('old', old);
    host().put('next', next);
    addForeignRules(host());
    expect(applyWatched(host(), 'old', '--yes').status).toBe(0);
    const before = stateOf(host());
    plan(host(), 0, 'none');
    expect(applyWatched(host(), 'next', '--confirm', '1').status).toBe(3);
    const amount = calls(host()).length;
    expect(amount).toBeGreaterThan(20);
    expect(stateOf(host())).toBe(before);

    const table: string[] = [];
    for (let run = 0; run < runs; run++) {
      // Spread over all calls, each fault in its turn: no two runs are the same.
      const at = 1 + (Math.floor(((run + 0.5) * amount) / runs) % amount);
      const what = faults[run % faults.length] as Fault;
      plan(host(), at, what);
      const { status } = applyWatched(host(), 'next', '--confirm', '1');
      forget(host());
      await settled(host());
      const same = stateOf(host()) === before;
      table.push(
        `${what} at call ${at} of ${amount}: status ${status}, ${same ? 'as before' : 'NOT as before'}`,
      );
    }
    console.log(table.join('\n'));
    expect(table.filter((line) => line.includes('NOT'))).toEqual([]);
  });
});
