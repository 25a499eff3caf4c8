import { setTimeout } from 'node:timers/promises';
import { now } from '../../src/host/lab/agent/journal.js';
import { bindUdp } from '../../src/host/lab/agent/udp.js';
import { link } from '../../src/host/lab/link.js';
import { sipRequest } from '../../test/packets/sip.js';
import { authorization } from '../sip/digest.js';
import type { Guess, Guesses, GuessReport } from './cast-protocol.js';

/** How long the last answer is waited for. */
const PATIENCE = 1000;

/** Asks one thing after the other at a steady pace, once each, and tells what the answers gave away. */
export async function guess({ label, from, every, guesses }: Guesses): Promise<GuessReport> {
  const socket = await bindUdp(from.address, from.port);
  const statuses = new Map<number, number>();
  const asked = new Map<number, Guess>();
  const found = new Set<string>();
  let cracked = false;
  socket.on('message', (data) => {
    const text = data.toString('latin1');
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(text)?.[1] ?? 0);
    const about = asked.get(Number(/^CSeq: (\d+) /m.exec(text)?.[1] ?? 0));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (about && (status === 401 || status === 200)) found.add(about.user);
    cracked ||= status === 200;
  });
  const start = now();
  for (const [index, one] of guesses.entries()) {
    await setTimeout(Math.max(0, start + index * every - now()));
    asked.set(index + 1, one);
    socket.send(message(label, index + 1, from.port, one), 5060, link.switch.ipv4, () => {});
  }
  await setTimeout(PATIENCE);
  socket.close();
  return { answers: Object.fromEntries(statuses), found: [...found], cracked };
}

/** The registrar's nonces are no secret: whoever asked once has the user's. */
function message(label: string, sequence: number, viaPort: number, { user, password }: Guess): string {
  const headers = password === undefined ? [] : [authorization(user, password, `nonce-${user}`)];
  const userAgent = 'Phone 1.0';
  return sipRequest({
    method: 'REGISTER',
    id: `${label}-${sequence}`,
    user,
    sequence,
    viaPort,
    userAgent,
    headers,
  });
}
