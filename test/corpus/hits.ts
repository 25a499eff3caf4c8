import { lowerSignatures } from '../../src/lower/signatures.js';
import type { Signature } from '../../src/sip/signature.js';

/** The ids of the rules that the signatures are lowered to and that would match the message. */
export function hits(signatures: readonly Signature[], message: string): readonly string[] {
  const uses = signatures.map((signature) => ({ signature, path: [] }));
  const text = message.toLowerCase();
  const [datagrams] = lowerSignatures(uses, true);
  if (datagrams === undefined) throw new Error('no chain searches datagrams');
  const { id, rules } = datagrams;
  return rules
    .filter(({ matches }) => matches.length > 0)
    .filter(({ matches }) =>
      matches.every((match) => match.kind === 'contains' && text.includes(match.text.toLowerCase())),
    )
    .map((rule) => rule.id.slice(id.length + 1));
}

const lines = (...all: readonly string[]) => [...all, '', ''].join('\r\n');

const dialog = [
  'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK776asdhds;rport',
  'From: "Alice" <sip:1001@pbx.example.com>;tag=1928301774',
  'To: <sip:1001@pbx.example.com>',
  'Call-ID: a84b4c76e66710@192.0.2.7',
];

/** A request and an answer of somebody who calls himself so. */
export const messagesOf = (header: string, value: string): readonly string[] => [
  lines(
    'REGISTER sip:pbx.example.com SIP/2.0',
    ...dialog,
    'CSeq: 1 REGISTER',
    'Max-Forwards: 70',
    'Contact: <sip:1001@192.0.2.7:5060>',
    'Expires: 3600',
    'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER, MESSAGE, SUBSCRIBE, INFO',
    `${header}: ${value}`,
    'Content-Length: 0',
  ),
  lines('SIP/2.0 200 OK', ...dialog, 'CSeq: 1 OPTIONS', `${header}: ${value}`, 'Content-Length: 0'),
];
