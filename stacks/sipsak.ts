import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';
import { inside } from './inside.js';
import { passwordOf } from './kamailio.js';
import type { Count } from './sipp.js';

/** As monitoring calls it, from an address of its own. It repeats over UDP as RFC 3261 says. */
async function sipsak(
  agent: Agent,
  folder: string,
  address: string,
  words: readonly string[],
): Promise<Count> {
  const { status } = await inside(agent, folder, 20, ['sipsak', `--local-ip=${address}`, ...words]);
  return { done: status === 0 ? 1 : 0, tried: 1 };
}

const account = '1950';

export const sipsakAsks = (agent: Agent, folder: string): Promise<Count> =>
  sipsak(agent, folder, '192.0.2.95', ['-s', `sip:${link.switch.ipv4}`]);

/** Without `-i` the server would store a Via of its own for the contact; with it, it registers as a phone does. */
export const sipsakRegisters = (agent: Agent, folder: string): Promise<Count> =>
  sipsak(agent, folder, '192.0.2.96', [
    ...['-U', '-i', '-C', `sip:${account}@192.0.2.96:5060`, '-s', `sip:${account}@${link.switch.ipv4}`],
    ...['-a', passwordOf(account), '-x', '60'],
  ]);
