import type { Sip } from '../policy/policy.js';
import type { TestSend } from '../policy/policy-test.js';

const sipPort = 5060;

/** The port of the switch in a step: the policy's first for the transport, where the test names none. */
export const switchPortOf = (
  send: Pick<TestSend, 'port' | 'transport'>,
  sip: Pick<Sip, 'udp' | 'tcp'>,
): number => send.port ?? sip[send.transport][0]?.first ?? sipPort;
