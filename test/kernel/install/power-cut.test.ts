import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { bans } from './bans.js';
import { atHome, ofUnit } from './boot-units.js';
import { shiftClock } from './clock.js';
import { describeEachBackend } from './describe.js';
import { entries } from './entries.js';
import type { Host } from './host.js';
import { backendOption, old } from './policies.js';
import { vosguard } from './program.js';

const held = (host: Host, holds: string) => [
  ...[...entries(host, holds, 4).keys()].toSorted(),
  ...entries(host, holds, 6).keys(),
];

const every = ['198.51.100.7', '198.51.100.8', '2001:db8:5:6::'];

describeEachBackend('a power cut', (host, backend) => {
  const start = () => atHome(host(), ofUnit(host(), 'vosguard.service', 'ExecStart'));
  const save = () => atHome(host(), 'sh /etc/vosguard/start save');
  const sh = (...words: string[]) => expect(host().install('old', ...words)).toMatchObject({ status: 0 });

  beforeEach(() => {
    host().put('old', old);
    sh(...backendOption(backend), '--yes');
    sh('bans', 'add', '198.51.100.7', '2001:db8:5:6::77', '--for', '2h', '--reason', 'before');
    expect(host().run(vosguard(host(), 'bans', 'add', '198.51.100.8'))).toMatchObject({ status: 0 });
  });

  test('bans by hand are back at the boot, by both commands, over UDP and TCP, with the time that is left', async () => {
    await host().boot();
    start();
    for (const holds of ['banned', 'proven']) expect(held(host(), holds)).toEqual(every);
    expect(bans(host(), 4).get('198.51.100.7')).toBeGreaterThan(7000);
    expect(bans(host(), 4).get('198.51.100.8')).toBeLessThanOrEqual(3600);
    expect(host().install('old', 'bans', 'list').out).toMatch(/198\.51\.100\.7 .*by hand: before/);
    expect(host().install('old', '--status')).toMatchObject({ status: 0 });
  });

  test('the disk has kept the record and lost what was learned', async () => {
    save();
    truncateSync(join(host().root, 'var/lib/vosguard/learned'));
    await host().boot();
    start();
    for (const holds of ['banned', 'proven']) expect(held(host(), holds)).toEqual(every);
  });

  test('a clock without a battery begins anew: they last no longer than they were given', async () => {
    await host().boot();
    shiftClock(host(), -1_700_000_000);
    start();
    for (const holds of ['banned', 'proven']) expect(held(host(), holds)).toEqual(every);
    expect(bans(host(), 4).get('198.51.100.7')).toBeLessThanOrEqual(7200);
    expect(bans(host(), 4).get('198.51.100.8')).toBeLessThanOrEqual(7200);
  });
});
