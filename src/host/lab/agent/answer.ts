import type { Answer } from '../protocol.js';
import { type Way, wayBack } from './way-back.js';

export interface Reply extends Way {
  readonly text: string;
}

/** Copied from the request (RFC 3261 8.2.6.2). */
const copied = /^(?:Via|From|To|Call-ID|CSeq): .*$/gm;

/** The response to a request, or nothing. */
export function reply(data: Buffer, fromPort: number, answer: Answer): Reply | undefined {
  const text = data.toString('latin1');
  const method = /^([A-Z]+) sip:\S+ SIP\/2\.0\r\n/.exec(text)?.[1];
  if (method === undefined || method === 'ACK') return undefined;
  const status = typeof answer === 'object' ? answer[method] : answer;
  if (status === undefined || status === 'nothing') return undefined;
  return { text: response(text, status), ...wayBack(text, fromPort) };
}

/** A response to this request, with `more` header lines of its own. */
export function response(request: string, status: number, more: readonly string[] = []): string {
  const headers = [...(request.match(copied) ?? []), ...more];
  return [`SIP/2.0 ${status} Answer`, ...headers, 'Content-Length: 0', '', ''].join('\r\n');
}
