import type { PortRange } from '../net/units.js';
import type { Sip } from '../policy/policy.js';
import type { Match } from '../ruleset/match.js';
import type { Method } from '../sip/signature.js';
import { requestStart } from './classifier.js';
import { chains } from './names.js';
import { type Draft, draft, refuseTo } from './write.js';

/**
 * Requests that begin something, so that their address is what the sender was given. Inside a call it is the switch's Contact, which
 * has an address; a CANCEL and an ACK have what their INVITE had.
 */
const asked: readonly Method[] = ['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE'];

/** A blank line or two in front are read over (`classifier`). */
const offsets = [0, 2, 4];

/**
 * What phones write behind the host in a request line. Two domains have 18 texts so, in one rule. Of 27, iptables-nft refuses to load
 * ("No space left on device": 4 KiB a rule in nf_tables, seen on 6.18), and of 30 iptables-restore (255 words a line, 1.8.9).
 */
const parameters = ['', ';transport=udp', ';user=phone'];
const usual = 5060;
const mostPorts = 2;

/**
 * One rule for each method that may come: it holds where none of the texts is in the message. A domain right before the version of
 * SIP stands in a request line only, so that neither a To nor a From with the domain speaks for a request to an address.
 */
export function unnamed({ domains, udp }: Sip): readonly Draft[] {
  if (domains.names.length === 0) return [];
  const texts = domains.names.flatMap((name) => textsOf(name, portsOf(udp)));
  const nowhere = texts.map((text): Match => ({ kind: 'contains', text, negate: true }));
  return asked.flatMap((method) =>
    offsets.map((offset) =>
      draft(
        `no.domain.${method}${offset === 0 ? '' : `.${offset}`}`,
        [{ kind: 'payload', transport: 'udp', offset, text: requestStart(method) }, ...nowhere],
        refuseTo(chains.refuse),
        domains.path,
      ),
    ),
  );
}

/** The port that is meant where none is said, and those of the policy. */
const portsOf = (udp: readonly PortRange[]): readonly number[] =>
  [...new Set([usual, ...udp.flatMap(({ first, last }) => (first === last ? [first] : []))])].slice(
    0,
    mostPorts,
  );

const textsOf = (name: string, ports: readonly number[]): readonly string[] =>
  ['', ...ports.map((port) => `:${port}`)].flatMap((port) =>
    parameters.map((parameter) => `${name}${port}${parameter} SIP/2.0`),
  );
