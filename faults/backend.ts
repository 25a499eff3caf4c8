import { type Backend, backends } from '../src/host/lab/load.js';
import { takeDisk } from '../test/kernel/install/faults/disk.js';
import { faultNamed, faults } from '../test/kernel/install/faults/faults.js';
import { session } from '../test/kernel/install/faults/session.js';
import { Host } from '../test/kernel/install/host.js';
import { shellOf } from '../test/kernel/install/tools.js';

/** One backend's share of the runs, each outcome as a line of JSON: `backend.ts BACKEND SEED RUNS [MINUTES [FAULT]]`. */
async function main([name, seed, runs, minutes = '600', fault]: readonly string[]): Promise<void> {
  const backend = backends.find((one): one is Backend => one === name);
  if (backend === undefined) throw new Error(`no backend ${name}`);
  const host = await Host.start(backend, shellOf[backend]);
  const end = performance.now() + Number(minutes) * 60_000;
  const chosen = fault === undefined ? faults : [faultNamed(fault)];
  try {
    await session(host, Number(seed), Number(runs), (outcome) => console.log(JSON.stringify(outcome)), {
      ...{ all: chosen, goesOn: () => performance.now() < end },
    });
  } finally {
    takeDisk(host);
    host.close();
  }
}

await main(process.argv.slice(2));
