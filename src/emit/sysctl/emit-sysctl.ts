import { atLeast } from '../../platform/version.js';
import type { Conntrack, Policy } from '../../policy/policy.js';
import { header } from '../header.js';
import { seconds } from '../seconds.js';
import { buckets } from './buckets.js';
import { reassembly } from './reassembly.js';
import type { Kernel, Setting } from './setting.js';

type ConntrackPolicy = Pick<Policy, 'name' | 'digest' | 'conntrack'>;

/** For /etc/sysctl.d. Keys of netfilter/nf_conntrack-sysctl.rst and ip-sysctl.rst; each once, with its reason. */
export function emitSysctl(policy: ConntrackPolicy, platform: Kernel): string {
  const title = header(policy, [
    'Load with: sysctl -p THIS_FILE',
    'The keys of netfilter exist once its modules are loaded; see modules-load.conf.',
  ]);
  const settings = [
    ...maximum(policy.conntrack),
    ...bucketSettings(policy.conntrack, platform),
    ...timeouts(policy.conntrack),
    ...helperSettings(platform),
    ...reassembly(platform),
  ];
  const texts = settings.map(
    ({ key, value, reason }) => `\n${reason.map((line) => `# ${line}\n`).join('')}${key} = ${value}\n`,
  );
  return `${title}${texts.join('')}`;
}

function maximum(conntrack: Conntrack): readonly Setting[] {
  return [
    {
      key: 'net.netfilter.nf_conntrack_max',
      value: conntrack.max,
      reason: [
        'Flows that may be tracked at once. When the table is full of answered flows, the kernel drops every new one, calls included.',
      ],
    },
  ];
}

/** Below Linux 4.7 the key can be read only, and `sysctl -p` fails on it: modprobe.conf alone sets it there. */
function bucketSettings(conntrack: Conntrack, { kernel }: Kernel): readonly Setting[] {
  if (!atLeast(kernel, '4.7')) return [];
  return [
    {
      key: 'net.netfilter.nf_conntrack_buckets',
      value: buckets(conntrack),
      reason: [
        'Hash buckets. They do not grow with the maximum; too few make each lookup walk a long chain.',
      ],
    },
  ];
}

function timeouts(conntrack: Conntrack): readonly Setting[] {
  return [
    {
      key: 'net.netfilter.nf_conntrack_udp_timeout',
      value: seconds(conntrack.udpTimeout),
      reason: [
        'Seconds that a UDP flow without an answer is kept. Under a flood, most of the table is such flows.',
      ],
    },
    {
      key: 'net.netfilter.nf_conntrack_udp_timeout_stream',
      value: seconds(conntrack.udpTimeoutStream),
      reason: ['Seconds that an answered UDP flow is kept after its last packet.'],
    },
    {
      key: 'net.netfilter.nf_conntrack_tcp_timeout_established',
      value: seconds(conntrack.tcpTimeoutEstablished),
      reason: ['Seconds that a silent TCP connection is kept. The default of five days keeps dead ones.'],
    },
  ];
}

/**
 * Linux 6.0 removed the key, and `sysctl -p` fails on one that is missing; from 4.7 on, 0 is its default; 3.5 brought it. Where a newer
 * kernel may run than the one that is named, the key is left out.
 */
function helperSettings({ kernel, orNewer }: Kernel): readonly Setting[] {
  if (orNewer || atLeast(kernel, '6.0') || !atLeast(kernel, '3.5')) return [];
  return [
    {
      key: 'net.netfilter.nf_conntrack_helper',
      value: 0,
      reason: [
        'No helper by port number: the SIP helper rewrites messages and opens ports that a stranger names.',
      ],
    },
  ];
}
