import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Machine, machineOnOwnFiles, noMachine } from '../../../boots/machine.js';
import { packetsOn } from '../../../boots/packets.js';
import { apply, delayOthers, drawsOf, untilWhole } from '../../../boots/switch.js';
import { notRun } from '../../packets/kernel.js';
import { missingForLab } from '../../packets/requirements.js';

/*
 * The short form of `npm run boots`: systemd as the first process of a machine of namespaces, on a view of this machine's own files that
 * can be changed without changing them. No debootstrap, which takes minutes; so of the tools only nftables is the real one, the others are
 * their units with nothing to run.
 */
const loaders = fileURLToPath(new URL('loaders', import.meta.url));
const missing = missingForLab() ?? noMachine();
const seed = Number(process.env.BOOTS_SEED ?? Date.now() % 1_000_000);

const whole = { register: true, closedPort: true };

/** Units of others as their packages order them; what they would run is nothing. One that waits for a name on a bus would wait for ever. */
function putLoaders(machine: Machine): readonly string[] {
  const names = readdirSync(loaders).filter((name) => name !== 'nftables.service');
  for (const name of names) {
    const text = readFileSync(`${loaders}/${name}`, 'utf8').replace(/^(?:Alias|BusName|Requires)=.*\n/gm, '');
    machine.put(
      `/etc/systemd/system/${name}`,
      text
        .replace(/^Type=.*$/m, 'Type=oneshot\nRemainAfterExit=yes')
        .replace(/^RemainAfterExit=yes\nRemain/m, 'Remain'),
    );
  }
  machine.run('systemctl daemon-reload');
  return names;
}

async function expectWithin(seconds: number, condition: () => boolean): Promise<void> {
  for (let round = 0; round < 4 * seconds && !condition(); round++) await setTimeout(250);
  expect(condition()).toBe(true);
}

describe(`boots, seed ${seed}`, () => {
  if (missing !== undefined) return notRun('boots', missing);
  import.meta.jest.setTimeout(300_000);
  let machine: Machine;
  beforeEach(async () => {
    machine = await machineOnOwnFiles();
    expect(await machine.boot()).toBe('running');
  });
  afterEach(() => machine.close());

  test('with delays of every other unit end as applied; what takes the rules away does so for seconds', async () => {
    expect(packetsOn(machine)).toEqual({ register: true, closedPort: false });
    apply(machine, 'nftables');
    expect(packetsOn(machine)).toEqual(whole);
    machine.run('systemctl enable nftables');
    const draw = drawsOf(seed);
    for (let n = 0; n < 2; n++) {
      delayOthers(machine, draw, 1);
      await machine.halt();
      expect(await machine.boot()).toBe('running');
      expect(machine.run('sh /etc/vosguard/start --status')).toMatchObject({ status: 0 });
      expect(packetsOn(machine)).toEqual(whole);
    }
    for (const command of ['systemctl restart nftables', 'systemctl reload nftables', 'nft flush ruleset']) {
      expect(machine.run(command)).toEqual({ status: 0, out: '' });
      expect(await untilWhole(machine, 120)).toBeDefined();
      expect(packetsOn(machine)).toEqual(whole);
    }
  });

  test('a profile ends by itself: systemd starts what puts the rules of before back', async () => {
    apply(machine, 'nftables');
    expect(machine.run('sh /root/out/install.sh --yes --backend nftables --for 3s')).toMatchObject({
      status: 0,
    });
    const applied = () =>
      machine.run('cat /var/lib/vosguard/applied /var/lib/vosguard/pending 2> /dev/null').out;
    await expectWithin(60, () => applied() === '000003\n');
    expect(machine.run('sh /etc/vosguard/start --status')).toMatchObject({
      status: 0,
      out: expect.stringContaining('note: the apply 2 has ended\n'),
    });
    expect(packetsOn(machine)).toEqual(whole);
    expect(machine.run('systemctl is-active vosguard-keep').out).toBe('active\n');
  });

  test('no unit of ours stands in the way of another; each of them starts, restarts and stops', async () => {
    apply(machine, 'iptables');
    const names = putLoaders(machine);
    // systemd counts starts of any kind, and allows five in ten seconds.
    const said = (verb: string, name: string) => [
      verb,
      name,
      machine.run(`systemctl reset-failed ${name} 2> /dev/null; systemctl ${verb} ${name}`),
    ];
    for (const name of names)
      for (const verb of ['start', 'restart', 'try-restart', 'reload-or-restart', 'stop', 'start'])
        expect(said(verb, name)).toEqual([verb, name, { status: 0, out: '' }]);
    // Ours ran behind it, and it was the only one that ran.
    machine.run('iptables -t raw -F; iptables -t raw -X; systemctl stop vosguard-keep');
    expect(said('restart', 'firewalld.service')[2]).toEqual({ status: 0, out: '' });
    machine.run('systemctl start vosguard-keep');
    expect(await untilWhole(machine, 120)).toBeDefined();
    expect(machine.run('journalctl -u vosguard-again@firewalld --no-pager -o cat').out).toContain('Finished');
  });
});
