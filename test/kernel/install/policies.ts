import type { Backend } from '../../../src/host/lab/load.js';
import { compileText } from '../../lint-text.js';

const policy = (register: string, more = ''): string => `
vosguard: 1
addresses: { peers: [203.0.113.10, "2001:db8:7::/48"] }
trusted: [peers]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${register} } } }
signatures: { use: [], add: [{ id: dialer, header: User-Agent, begins: BadDialer }] }
conntrack: { max: 200000, udp_timeout: 21s }
${more}
`;

export const oldPolicy = policy('3/s burst 5');
export const nextPolicy = policy('7/s burst 9', 'blocked: [198.51.100.0/24]')
  .replace('21s', '22s')
  .replace('203.0.113.10', '203.0.113.0/24');

export const old = compileText(oldPolicy).artifacts;
export const next = compileText(nextPolicy).artifacts;

/** The option that names the backend's kind of rules. */
export const backendOption = (backend: Backend): readonly string[] => [
  '--backend',
  backend === 'nftables' ? 'nftables' : 'iptables',
];
