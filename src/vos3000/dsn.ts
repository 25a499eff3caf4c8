import { parseAddress } from '../net/read-address.js';

/** How to reach the switch's database. Made from a DSN only; nothing of it but the place is ever printed. */
export interface Dsn {
  readonly user: string;
  readonly password: string;
  /** `undefined`: whichever of the names that installations use is there. */
  readonly database: string | undefined;
  readonly place: Place;
  readonly tls: Tls;
  /** A file with the certificates to trust, for `verify`. */
  readonly ca: string | undefined;
}

export type Place =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string };

/** `preferred` is encrypted where the server offers it and trusts any certificate, as the client `mysql` does. */
export type Tls = (typeof tlsWays)[number];
const tlsWays = ['preferred', 'verify', 'off'] as const;

export type DsnReading =
  | { readonly kind: 'dsn'; readonly dsn: Dsn }
  /** The words repeat nothing of the text: it holds a password. */
  | { readonly kind: 'fault'; readonly words: string };

const form = 'mysql://USER:PASSWORD@HOST:PORT/DATABASE, or mysql://USER@localhost/DATABASE?socket=/PATH';

/**
 * `mysql://root:secret@192.0.2.1:3306/vos3000?tls=verify&ca=/etc/ssl/db.pem`. Characters with a meaning in a URL are
 * percent-encoded in names and passwords.
 */
export function readDsn(text: string): DsnReading {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^(mysql|mariadb):$/.test(url.protocol) || url.hash !== '')
    return fault(`it is not of the form ${form}; @ : / ? # % in a password are percent-encoded`);
  const parts = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  const [user, password, database] = parts;
  if (user === undefined || password === undefined || database === undefined)
    return fault('a % in it is not followed by two hexadecimal digits; a % itself is written %25');
  if (user === '') return fault(`it names no user; the form is ${form}`);
  if (!/^[\w$-]{0,64}$/.test(database))
    return fault('the name of the database may have letters, digits, _ $ and - only');
  const options = optionsIn(url.searchParams);
  if (typeof options === 'string') return fault(options);
  const place = placeIn(url, options.socket);
  if (typeof place === 'string') return fault(place);
  const { tls, ca } = options;
  if (tls === 'verify' && ca === undefined && place.kind === 'tcp' && isAddress(place.host))
    return fault('tls=verify with an address, which certificates are not compared with, needs ca=');
  return {
    kind: 'dsn',
    dsn: { user, password, database: database === '' ? undefined : database, place, tls, ca },
  };
}

const fault = (words: string): DsnReading => ({ kind: 'fault', words });

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

interface Options {
  readonly socket: string | undefined;
  readonly tls: Tls;
  readonly ca: string | undefined;
}

function optionsIn(search: URLSearchParams): Options | string {
  const known = ['socket', 'tls', 'ca'];
  if ([...search.keys()].some((key) => !known.includes(key)))
    return `behind the ? it may have ${known.join(', ')} only`;
  if (known.some((key) => search.getAll(key).length > 1)) return 'it says one thing behind the ? twice';
  const wish = search.get('tls') ?? 'preferred';
  const tls = tlsWays.find((way) => way === wish);
  if (tls === undefined) return `tls= takes ${tlsWays.join(', ')}`;
  const ca = search.get('ca') ?? undefined;
  if (ca !== undefined && tls !== 'verify') return 'ca= goes with tls=verify';
  return { socket: search.get('socket') ?? undefined, tls, ca };
}

function placeIn(url: URL, socket: string | undefined): Place | string {
  if (socket === undefined) {
    if (url.hostname === '') return `it names no host; the form is ${form}`;
    return {
      kind: 'tcp',
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? 3306 : Number(url.port),
    };
  }
  if (!socket.startsWith('/')) return 'socket= takes a path that begins with /';
  if (!/^(localhost)?$/.test(url.hostname) || url.port !== '')
    return 'with socket= the host is localhost, without a port';
  return { kind: 'socket', path: socket };
}

const isAddress = (host: string): boolean => parseAddress(host).kind === 'address';

export const placeText = (place: Place): string =>
  place.kind === 'socket'
    ? place.path
    : `${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;
