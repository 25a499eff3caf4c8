import { isIP } from 'node:net';

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
