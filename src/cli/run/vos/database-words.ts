import type { DatabaseFault } from '../../../host/database/database.js';

const garbled = 'what answers there does not speak as a database of MySQL does';

const words: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the server hung up'],
  ['EACCES', 'this user may not open the socket'],
  ['EAI_AGAIN', 'the name cannot be looked up'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no way to the network'],
  ['ENOENT', 'there is no such socket, or no such file of certificates'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['ETIMEDOUT', 'it does not answer in time'],
  ['PROTOCOL_CONNECTION_LOST', 'the server hung up; is that the port of a database?'],
  ['PROTOCOL_SEQUENCE_TIMEOUT', 'the server takes too long for an answer'],
  ['ER_ACCESS_DENIED_ERROR', 'the server refuses the user or the password'],
  ['ER_DBACCESS_DENIED_ERROR', 'the user may not use this database'],
  ['ER_TABLEACCESS_DENIED_ERROR', 'the user may not do that with this table'],
  ['ER_COLUMNACCESS_DENIED_ERROR', 'the user may not do that with this column'],
  ['ER_HOST_NOT_PRIVILEGED', 'the server takes no connections from this host'],
  ['ER_BAD_DB_ERROR', 'there is no database of that name; older installations call it vos3000db'],
  ['ER_CON_COUNT_ERROR', 'the server has too many connections'],
  ['HANDSHAKE_NO_SSL_SUPPORT', 'the server offers no TLS, and tls=verify demands it'],
  [
    'HANDSHAKE_SSL_ERROR',
    'TLS failed: a certificate that is not trusted, or versions of TLS that this Node no longer speaks; through a tunnel of ssh, tls=off does',
  ],
  [
    'AUTH_SWITCH_PLUGIN_ERROR',
    'the server asks for a way to log in that is not spoken here. MySQL 5.0 does so for accounts whose password has the form of before 4.1 (16 digits in mysql.user, old_passwords=1): give the account a new password with old_passwords=0, or take the output of vos3000-verify.sql with --from',
  ],
  ['ERR_OUT_OF_RANGE', garbled],
  ['HANDSHAKE_UNKNOWN_ERROR', garbled],
  ['PROTOCOL_PACKETS_OUT_OF_ORDER', garbled],
  ['UNKNOWN', garbled],
  ['NO_DATABASE', 'no database of a usual name is there; name it in the DSN'],
  ['SEVERAL_DATABASES', 'several databases of usual names are there; name one in the DSN'],
]);

/** `192.0.2.1:3306: nothing listens there (ECONNREFUSED)`. */
export function databaseWords({ code, said }: DatabaseFault, place: string): string {
  const known = words.get(code);
  return known === undefined ? `${place}: ${said} (${code})` : `${place}: ${known} (${code})`;
}
