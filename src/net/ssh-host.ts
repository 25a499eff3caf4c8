import { fault, type Parsed, value } from './units.js';

declare const sshHost: unique symbol;
/** A destination for the system's ssh: an alias of its configuration, `root@switch`, or `ssh://root@switch:2222`. */
export type SshHost = string & { readonly [sshHost]: true };

export type SshHostFault = 'empty' | 'option' | 'character' | 'too-long';

/**
 * RFC 1123 names, addresses with a zone, aliases. ssh hands the name on to a ProxyCommand of its configuration, where a shell
 * reads it (CVE-2023-51385), and takes one that begins with a dash for an option; so does the ssh of a jump host.
 */
const permitted = /^[\w.:/@%+[\]-]+$/;
/** A name has 253 characters at most (RFC 1035, 2.3.4), and Linux users 32. */
const LONGEST = 320;

export function parseSshHost(text: string): Parsed<SshHost, SshHostFault> {
  if (text === '') return fault('empty');
  if (text.length > LONGEST) return fault('too-long');
  if (!permitted.test(text)) return fault('character');
  const parts = text.replace(/^ssh:\/\//, '').split('@');
  if (parts.some((part) => part === '')) return fault('empty');
  if (text.startsWith('-') || parts.some((part) => part.startsWith('-'))) return fault('option');
  return value(text as SshHost);
}
