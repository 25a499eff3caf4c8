import { backends } from '../test/packets/backends.js';
import { caseOf, prepare } from './case.js';
import { Rig } from './rig.js';
import { tryCase } from './try-case.js';

const seed = Number(process.argv[2] ?? 1);
const n = Number(process.argv[3] ?? 3);
const W = Number(process.argv[4] ?? 4);
let next = seed;
const start0 = performance.now();
const tally: Record<string, number> = {};
await Promise.all(Array.from({ length: W }, async () => {
const rigs = await Promise.all(backends.map((b) => Rig.start(b, 600)));
while (next < seed + n) {
  const i = next++;
  const c = caseOf(i, 100);
  let prepared;
  try { prepared = prepare(c.policy); } catch (e) { console.log(i, 'INVALID', (e as Error).message, c.policy); continue; }
  const p = prepared;
  const start = performance.now();
  const results = await Promise.all(rigs.map((r) => tryCase(r, p, c.script)));
  for (const r of results) tally[r.kind] = (tally[r.kind] ?? 0) + 1;
  if (results.some((r) => r.kind !== 'agrees')) console.log(i, c.script.lines.length, Math.round(performance.now() - start), results.map((r) => r.kind + ('doubts' in r ? ` ${r.doubts}` : '') + ('why' in r ? ` ${r.why}` : '')).join(' | '));
  for (const r of results) if (r.kind === 'differs' || r.kind === 'undecided') {
    const { event, trace } = r.difference;
    console.log('  ', r.backend, 'line', event.line, event.what, 'kernel', event.delivered, 'model', trace.verdict, trace.rule?.id, JSON.stringify(c.script.lines[event.line]));
    console.log('  ', trace.stages.map((s) => s.hook + ': ' + s.steps.filter((x) => x.met).map((x) => x.rule.id).join(' ')).join(' || '));
  }
}
await Promise.all(rigs.map((r) => r.close()));
}));
console.log(tally, Math.round(performance.now() - start0));
