import { isIP } from 'node:net';
import type { Answer } from '../protocol.js';

/** Where a response goes over UDP. */
export interface Way {
  readonly port: number;
  /** Not where the request came from: Via named an address with maddr. */
  readonly address?: string;
}

/**
 * RFC 3261 18.2.2 and RFC 3581: to the address that maddr names, at Via's port; else to where the packet came from, at its
 * source port if Via says `rport`, else at Via's port.
 */
export function wayBack(request: string, fromPort: number): Way {
  const [, viaPort = '5060', parameters = ''] =
    /^Via: SIP\/2\.0\/[A-Z]+ [^;:\s]+(?::(\d+))?(.*)$/m.exec(request) ?? [];
  const address = /;maddr=([0-9a-f.:]+)/.exec(parameters)?.[1];
  if (address !== undefined && isIP(address) !== 0) return { port: Number(viaPort), address };
  return { port: /;rport\b/.test(parameters) ? fromPort : Number(viaPort) };
}

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
