import { mappedText, readAddress } from '../net/read-address.js';
import type { Connection } from './lockout.js';

/**
 * What sshd writes into SSH_CONNECTION: address and port of the client, then of the server. A link-local address comes with its
 * zone, and one of IPv4 may come in its mapped form. `undefined` for anything else.
 */
export function readConnection(text: string): Connection | undefined {
  const [client = '', , , port = ''] = text.trim().split(/\s+/);
  const read = readAddress(client.replace(/%.*$/, ''));
  if (read.kind === 'fault' || !/^\d{1,5}$/.test(port)) return undefined;
  const quad = mappedText(read.address);
  const peer = quad === undefined ? read : readAddress(quad);
  return peer.kind === 'fault' ? undefined : { peer: peer.address, port: Number(port) };
}
