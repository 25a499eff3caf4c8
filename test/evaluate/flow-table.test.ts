import { Clock } from '../../src/evaluate/clock.js';
import { FlowTable, kernelTimeouts } from '../../src/evaluate/flow-table.js';
import { udp } from './samples.js';

test('flows that are over do not stay in the table', () => {
  const flows = new FlowTable(kernelTimeouts);
  const clock = new Clock(1_000, undefined);
  let most = 0;
  for (let index = 0; index < 20_000; index++) {
    const at = index * 100;
    clock.set(at);
    const source = `198.18.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;
    flows.keep(flows.track(udp(source, at, new Uint8Array(8)), clock).flow);
    most = Math.max(most, flows.size);
  }
  // Ten a second, for 30 seconds and the minute until they are swept.
  expect(most).toBeLessThan(2_000);
});
