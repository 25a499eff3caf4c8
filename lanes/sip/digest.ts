import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const realm = 'switch.test';

/** RFC 3261 22.4 without qop, as many phones still do it: the header that answers a challenge. */
export function authorization(user: string, password: string, nonce: string, method = 'REGISTER'): string {
  const uri = `sip:${user}@switch.test`;
  const proof = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
  return `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${proof}"`;
}

/** Whether a request proves that its sender knows the password. */
export function isProof(request: string, user: string, password: string): boolean {
  const method = /^[A-Z]+/.exec(request)?.[0];
  const header = /^Authorization: .*$/m.exec(request)?.[0];
  const nonce = /nonce="([^"]*)"/.exec(header ?? '')?.[1];
  return nonce !== undefined && header === authorization(user, password, nonce, method);
}

export const challenge = (nonce: string): string =>
  `WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}"`;
