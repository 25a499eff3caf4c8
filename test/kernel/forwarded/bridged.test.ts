import { link } from '../../../src/host/lab/link.js';
import { describeBackends } from '../../packets/kernel.js';
import { count } from '../../packets/tally.js';
import { request } from '../scenario.js';
import { families, known, learned, protectBehind, sourceOf } from './behind.js';

/** Both devices of the host become ports of a bridge without an address. What was routed is switched, and comes by the rules by br_netfilter. */
const bridge = [
  'ip link add br0 type bridge',
  ...['switch', 'inside'].flatMap((device) => [
    `ip address flush dev ${device}`,
    `ip link set ${device} master br0`,
  ]),
  'ip link set br0 up',
  'echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables',
  'echo 1 > /proc/sys/net/bridge/bridge-nf-call-ip6tables',
].join('\n');

const isIpv6 = (address: string): boolean => address.includes(':');

/** The world and the switch see each other's cards. */
const farther = families
  .map(({ at }) => `ip neighbour replace ${at} lladdr ${link.behind.mac} dev world nud permanent`)
  .join('\n');
const nearer = families
  .flatMap(({ at }) => {
    const [ip, gateway] = isIpv6(at) ? ['ip -6', 'fe80::1'] : ['ip', '198.18.0.5'];
    return [`${ip} neighbour replace ${gateway} lladdr ${link.world.mac} dev behind nud permanent`];
  })
  .join('\n');

describeBackends('a switch that is bridged by this host', (backend, lab) => {
  test.each([['by name', '{ address: switch, on: [br0] }']])(
    '%s: its answers teach, floods are limited',
    async (_, at) => {
      const behind = await protectBehind(lab(), backend, at);
      await lab().switch.run('sh', ['-e'], bridge);
      await lab().world.run('sh', ['-e'], farther);
      await behind.run('sh', ['-e'], nearer);
      const addresses = families.map((family) => family.at);
      await behind.listen({ addresses, udp: [5060], answer: 200 });
      const send = (from: string, to: string, times: number) =>
        lab().world.send({ from, to, toPort: 5060, payloads: [request('REGISTER')], count: times, every: 5 });
      for (const family of families) await send(family.phone, family.at, 1);
      await lab().answers();
      expect((await learned(lab(), backend, known)).toSorted()).toEqual(
        families.map(({ phone }) => sourceOf(phone)).toSorted(),
      );
      await behind.listen({ addresses, udp: [5060], answer: 'nothing' });
      for (const family of families) await send(family.flood, family.at, 100);
      const delivered = await lab().delivered();
      for (const { flood, at: to } of families) {
        expect(count(delivered, { from: flood, to })).toBeGreaterThanOrEqual(10);
        expect(count(delivered, { from: flood, to })).toBeLessThan(25);
      }
    },
  );
});
