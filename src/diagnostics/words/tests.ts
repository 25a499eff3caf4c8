import type { FileFault } from '../diagnostic.js';
import { entry } from './entry.js';
import { fileFaults } from './shape/lists.js';
import { quoted } from './shape/value-phrases.js';

interface TooMany {
  readonly path: string;
  readonly what: 'sources' | 'packets';
  /** `undefined`: more than could be counted. */
  readonly asked: number | undefined;
  readonly most: number;
}

/** VG60x: what a test sends. */
export const testWords = {
  VG600: entry<TooMany>({
    severity: 'error',
    title: 'a test of too many packets',
    what: ({ path, what, asked, most }) =>
      `${quoted(path)} asks for ${asked === undefined ? 'more' : asked} ${what}; at most ${most} can be played.`,
    why: 'A test must be over within seconds, here and where it is played with real sockets.',
    instead: ({ what }) =>
      what === 'sources'
        ? 'Take some of them, as in `200 sources in 198.51.100.0/24`.'
        : 'Send fewer from each source, or from fewer sources.',
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 10.0.0.0/8, method: REGISTER }, expect: { delivered: 0 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 200 sources in 10.0.0.0/8, method: REGISTER }, expect: { dropped: 0 } }]\n',
    },
  }),
  VG601: entry<{ readonly path: string; readonly asked: number; readonly there: number }>({
    severity: 'error',
    title: 'more sources than there are',
    what: ({ path, asked, there }) => `${quoted(path)} asks for ${asked} sources of ${there}.`,
    why: 'A source is an IPv4 address or an IPv6 /64. With fewer of them the test would show something else.',
    instead: () => 'Ask for fewer, or name a larger network.',
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 20 sources in 192.0.2.0/29 }, expect: { delivered: 0 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 8 sources in 192.0.2.0/29 }, expect: { delivered: 0 } }]\n',
    },
  }),
  VG602: entry<{ readonly path: string; readonly one: string; readonly other: string }>({
    severity: 'error',
    title: 'a test that says two things at once',
    what: ({ path, one, other }) => `${quoted(path)} has both \`${one}\` and \`${other}\`.`,
    why: 'Only one of them can be played.',
    instead: ({ one, other }) =>
      `Keep \`${one}\` or \`${other}\`; for both, write a second step under \`then\`.`,
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, method: ACK, payload: x }, expect: { delivered: 1 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, payload: x }, expect: { delivered: 1 } }]\n',
    },
  }),
  VG603: entry<{ readonly file: string; readonly fault: FileFault }>({
    severity: 'error',
    title: 'payload of a test that cannot be read',
    what: ({ file, fault }) => `The payload ${quoted(file)} ${fileFaults[fault]}.`,
    why: 'The test would send nothing and show nothing.',
    instead: ({ fault }) =>
      fault === 'too-large'
        ? 'A datagram carries at most 65507 bytes.'
        : "Name a file in the policy's folder or below.",
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, payload_file: missing.bin }, expect: { delivered: 1 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, payload: x }, expect: { delivered: 1 } }]\n',
    },
  }),
  VG604: entry<{ readonly path: string; readonly at: number; readonly length: number }>({
    severity: 'error',
    title: 'a cut behind the end of a write',
    what: ({ path, at, length }) => `${quoted(path)} is ${at}, and a write of this step has ${length} bytes.`,
    why: 'A write is cut between two of its bytes.',
    instead: ({ length }) =>
      length > 1 ? `Write a number from 1 to ${length - 1}.` : 'Leave it out: one byte cannot be cut.',
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, transport: tcp, payload: abc, stream: { cuts: [3] } }, expect: { delivered: 1 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, transport: tcp, payload: abc, stream: { cuts: [2] } }, expect: { delivered: 1 } }]\n',
    },
  }),
  VG605: entry<{ readonly path: string }>({
    severity: 'error',
    title: 'connections that nobody has made',
    what: ({ path }) => `${quoted(path)} asks for the connections of the step before, and that made none.`,
    why: 'There would be nothing to send in.',
    instead: () => 'Leave `connections` out, or let the step before send over `tcp`.',
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, transport: tcp, stream: { connections: kept } }, expect: { delivered: 1 } }]\n',
      right:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, transport: tcp, stream: { connections: new } }, expect: { delivered: 1 } }]\n',
    },
  }),
} as const;
