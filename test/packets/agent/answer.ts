import type { Answer } from '../protocol.js';

export interface Reply {
  readonly text: string;
  /** Where to over UDP. */
  readonly port: number;
}

/** Copied from the request (RFC 3261 8.2.6.2). */
const copied = /^(?:Via|From|To|Call-ID|CSeq): .*$/gm;

/**
 * The response to a request, or nothing. Its way back is that of RFC 3261 18.2.2 and RFC 3581 as far as phones use
 * it: to the packet's source address, at its source port if Via says `rport`, else at Via's port. maddr is not read.
 */
export function reply(data: Buffer, fromPort: number, answer: Answer): Reply | undefined {
  const text = data.toString('latin1');
  const method = /^([A-Z]+) sip:\S+ SIP\/2\.0\r\n/.exec(text)?.[1];
  if (method === undefined || method === 'ACK') return undefined;
  const status = typeof answer === 'object' ? answer[method] : answer;
  if (status === undefined || status === 'nothing') return undefined;
  const via = /^Via: SIP\/2\.0\/[A-Z]+ [^;:\s]+(?::(\d+))?(.*)$/m.exec(text);
  const port = /;rport\b/.test(via?.[2] ?? '') ? fromPort : Number(via?.[1] ?? 5060);
  const lines = [`SIP/2.0 ${status} Answer`, ...(text.match(copied) ?? []), 'Content-Length: 0', '', ''];
  return { text: lines.join('\r\n'), port };
}
