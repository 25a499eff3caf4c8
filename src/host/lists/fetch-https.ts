import { lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { contains } from '../../net/address-set.js';
import { parseAddress } from '../../net/read-address.js';
import { publicAddresses } from '../../net/reserved.js';

/** The code that Node gives an error, and its message; by its shape, since tests run in a realm with an `Error` of its own. */
export function errorCode(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = '' }: { code?: unknown; message?: unknown } = Object(error);
  return { code: String(code), message: String(message) };
}

/** Whether the address is one of the internet, and not of this host, its link or a private network. IPv4 that is written as IPv6 is not. */
export function isPublic(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed.kind === 'address' && contains(publicAddresses, parsed.address);
}

export type Fetched =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly why: string };

export interface FetchLimits {
  /** Of the content, unpacked. */
  readonly bytes: number;
  /** For all of it, redirects too. */
  readonly milliseconds: number;
}

const MOST_REDIRECTS = 5;

/**
 * Fetches a file over https. The server may lead elsewhere, but neither to http nor, from one host to another, to an address that is not
 * public: an answer must not make this host ask its own network. Bytes count when they are unpacked.
 */
export async function fetchHttps(url: string, ca: string | undefined, limits: FetchLimits): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.milliseconds);
  let at = new URL(url);
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await ask(at, { ca, signal, anywhere: at.origin === new URL(url).origin });
      const next = redirected(answer, at);
      if (next === undefined) return await contentOf(answer, limits.bytes);
      answer.destroy();
      if (next.protocol !== 'https:')
        return failed(`it leads to ${next.protocol.replace(':', '')}, not https`);
      at = next;
    }
    return failed(`it leads on more than ${MOST_REDIRECTS} times`);
  } catch (error) {
    return failed(signal.aborted ? `it took longer than ${limits.milliseconds / 1000} s` : wordsOf(error));
  }
}

const failed = (why: string): Fetched => ({ kind: 'failed', why });

interface Asking {
  readonly ca: string | undefined;
  readonly signal: AbortSignal;
  /** The policy itself names the host; it may be a mirror in a network of its own. */
  readonly anywhere: boolean;
}

function ask(url: URL, { ca, signal, anywhere }: Asking): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!anywhere && isIP(host) !== 0 && !isPublic(host)) throw new NotPublic(host);
  return new Promise((resolve, reject) => {
    request(
      url,
      {
        signal,
        ...(ca !== undefined && { ca }),
        ...(!anywhere && { lookup: publicLookup }),
        headers: { 'user-agent': 'vosguard', 'accept-encoding': 'identity' },
        agent: false,
      },
      resolve,
    )
      .on('error', reject)
      .end();
  });
}

class NotPublic extends Error {
  constructor(address: string) {
    super(`it leads to ${address}, which is no public address`);
  }
}

/** The address that is judged is the one that is connected to: a second look-up could give another. */
const publicLookup: LookupFunction = (host, options, done) => {
  systemLookup(host, { ...options, all: true }, (error, found) => {
    const wrong = found?.find(({ address }) => !isPublic(address));
    const first = found?.[0];
    if (error !== null) return done(error, []);
    if (wrong !== undefined) return done(new NotPublic(wrong.address), []);
    if (options.all === true || first === undefined) return done(null, found);
    return done(null, first.address, first.family);
  });
};

function redirected({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return undefined;
  return new URL(location, from);
}

async function contentOf(answer: IncomingMessage, most: number): Promise<Fetched> {
  if (answer.statusCode !== 200) {
    answer.destroy();
    return failed(`the server answered ${answer.statusCode}`);
  }
  const content = unpacked(answer);
  if (content === undefined) return failed('it is packed in a way that is not known');
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > most) {
      answer.destroy();
      return failed(`it is longer than ${most} bytes`);
    }
    chunks.push(chunk);
  }
  return answer.complete ? { kind: 'bytes', bytes: Buffer.concat(chunks, total) } : failed('it breaks off');
}

function unpacked(answer: IncomingMessage): Readable | undefined {
  const stream = unpackerOf(answer.headers['content-encoding'] ?? 'identity');
  if (stream === 'none') return answer;
  if (stream === undefined) return undefined;
  answer.on('error', (error) => stream.destroy(error));
  return answer.pipe(stream);
}

function unpackerOf(encoding: string) {
  if (encoding === 'identity' || encoding === '') return 'none';
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  return encoding === 'br' ? createBrotliDecompress() : undefined;
}

function wordsOf(error: unknown): string {
  if (error instanceof NotPublic) return error.message;
  const { code, message } = errorCode(error);
  return words.get(code) ?? `it failed (${code === '' ? message : code})`;
}

const certificate = 'the certificate of the server is not trusted';
const words: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name of the server has no address'],
  ['EAI_AGAIN', 'no name server answers'],
  ['ECONNREFUSED', 'the server refuses the connection'],
  ['ECONNRESET', 'the connection broke off'],
  ['ETIMEDOUT', 'the server does not answer'],
  ['EHOSTUNREACH', 'the server cannot be reached'],
  ['ENETUNREACH', 'the server cannot be reached'],
  ['Z_DATA_ERROR', 'it cannot be unpacked'],
  ['Z_BUF_ERROR', 'it breaks off'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', certificate],
  ['SELF_SIGNED_CERT_IN_CHAIN', certificate],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', certificate],
  ['CERT_HAS_EXPIRED', 'the certificate of the server has expired'],
  ['CERT_NOT_YET_VALID', 'the certificate of the server is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of the server is for another name'],
  ['ERR_INVALID_URL', 'it leads to what is no address'],
]);
