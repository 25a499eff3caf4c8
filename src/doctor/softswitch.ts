import { daemonNames, purposeOf } from './daemons.js';
import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';
import { configuredPorts, openPorts } from './listening.js';

interface Daemon {
  readonly name: string;
  readonly starts: boolean;
  readonly runs: boolean;
}

const daemonsIn = (facts: Facts): readonly Daemon[] =>
  linesOf(said(facts, 'daemons')).flatMap((line) => {
    const [name = '', state, life] = line.split(' ');
    return purposeOf(name) === undefined
      ? []
      : [{ name, starts: state === 'enabled', runs: life === 'runs' }];
  });

/** The programs of the switch, and what of theirs has to do with a policy. */
export function softswitchFindings(facts: Facts): readonly Finding[] {
  const daemons = daemonsIn(facts);
  return [
    ...(daemons.length === 0 ? [] : [presence(facts, daemons)]),
    ...softswitchStopped(facts, daemons),
    ...portFindings(facts, daemons),
    ...(daemons.some(({ name }) => name === 'servermonitord') ? [setupFinding] : []),
  ];
}

function presence(facts: Facts, daemons: readonly Daemon[]): Finding {
  const named = (some: readonly Daemon[]) =>
    some.map(({ name }) => `${name} (${purposeOf(name)})`).join(', ') || 'none';
  const off = daemons.filter(({ starts }) => !starts);
  const packages = linesOf(said(facts, 'packages'));
  const version = packages
    .map((line) => /^mbx3000 (\d+(?:\.\d+)*-\d+)$/.exec(line)?.[1]?.replace('-', '.'))
    .find((one) => one !== undefined);
  return {
    id: 'vos3000',
    severity: 'note',
    what: `VOS3000 is installed; seen to run: ${named(daemons.filter(({ runs }) => runs))}`,
    means: [
      packages.length === 0 ? 'its packages are not told' : `packages: ${packages.join(', ')}`,
      `${daemons.length} of its ${daemonNames.length} programs that are known are there`,
      ...(off.length === 0 ? [] : [`not started at boot: ${off.map(({ name }) => name).join(', ')}`]),
    ].join('; '),
    write: version === undefined ? 'vos3000: { version: ... }' : `vos3000: { version: "${version}" }`,
  };
}

/** The script of 2.1.4 does not start the softswitch where the module is not loaded. */
function softswitchStopped(facts: Facts, daemons: readonly Daemon[]): readonly Finding[] {
  const softswitch = daemons.find(({ name }) => name === 'mbx3000d');
  if (softswitch === undefined || softswitch.runs) return [];
  const module =
    said(facts, 'emp') === '' ? ': its kernel module emp is not loaded, without which it does not start' : '';
  return [
    {
      id: 'softswitch-stopped',
      severity: 'note',
      what: `mbx3000d, the softswitch, was not seen to run${module}`,
      means: 'nothing answers SIP here; right where this host is the slave of another',
      write: 'service mbx3000d start; emp is built for certain kernels only: uname -r, rpm -ql emp',
    },
  ];
}

function portFindings(facts: Facts, daemons: readonly Daemon[]): readonly Finding[] {
  const ports = configuredPorts(facts);
  if (ports.length === 0) return [];
  const open = openPorts(facts);
  const closed = ports.filter((port) => !open.some((one) => one.protocol === 'udp' && one.port === port));
  const isDown = daemons.some(({ name, runs }) => name === 'mbx3000d' && !runs);
  const waits = closed.length > 0 && !isDown;
  return [
    {
      id: 'sip-ports',
      severity: 'note',
      what: `softswitch.conf has SIP on ${ports.join(', ')}${waits ? `, and nobody listens on udp ${closed.join(', ')}` : ''}`,
      means: waits
        ? 'the file was changed and the softswitch not restarted, or it listens on one address only'
        : 'a port that the policy does not name is closed, for carriers too',
      write: `sip: { ports: { udp: [${ports.join(', ')}] } }`,
    },
  ];
}

const setupFinding: Finding = {
  id: 'servermonitor',
  severity: 'note',
  what: 'servermonitord is installed, whose setup stops iptables and ip6tables and writes kernel parameters',
  means:
    'it runs at each installation and update of its package (seen in 2.1.6): the rules of this host end there, and what it starts at boot',
  write: 'vosguard status after each update of the switch; vosguard apply where it is not well',
};
