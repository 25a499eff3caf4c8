import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../src/host/lab/backends.js';
import { compileText } from '../test/lint-text.js';
import { Lab } from '../test/packets/lab.js';
import { honest, registered, servers, trunk } from './honest.js';
import { Kamailio } from './kamailio.js';
import { type Count, Sipp } from './sipp.js';

export type Rules = 'none' | Backend;

export interface Day {
  /** Of each cast, how many of its parties have done all that they wanted. */
  readonly honest: Readonly<Record<string, Count>>;
}

const SECONDS = 25;

/** A day of the switch behind these rules. */
export async function playDay(rules: Rules, policy: string): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-stacks-'));
  const lab = await Lab.start({ deadline: 120 });
  const programs: { stop: () => Promise<unknown> }[] = [];
  try {
    const kamailio = await Kamailio.start(lab.switch, folder, 110, trunk);
    programs.push(kamailio);
    if (rules !== 'none') await lab.load(rules, compileText(policy).artifacts);
    const start = (cast: (typeof honest)[number], serves = false) => {
      const sipp = Sipp.start(lab.world, folder, SECONDS, cast, serves);
      programs.push(sipp);
      return sipp;
    };
    const callees = await start(registered).count();
    for (const cast of servers) start(cast, true);
    const counts = await Promise.all(
      honest.map(async (cast) => [cast.scenario.name, await start(cast).count()] as const),
    );
    return { honest: { callees, ...Object.fromEntries(counts) } };
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await lab.close();
    if (process.env.KEEP === undefined) rmSync(folder, { recursive: true, force: true });
    else console.log(folder);
  }
}
