import { readFileSync } from 'node:fs';
import { playDay, type Rules } from './day.js';

const policy = readFileSync('examples/minimum/policy.yaml', 'utf8');
for (const rules of process.argv.slice(2) as Rules[]) {
  const at = Date.now();
  const day = await playDay(rules, policy);
  console.log(
    rules,
    Date.now() - at,
    Object.entries(day.honest)
      .map(([n, { done, tried }]) => `${n} ${done}/${tried}`)
      .join(', '),
    JSON.stringify(day.attackers),
  );
}
