import type { Family } from '../../net/family.js';
import type { KeepaliveForm } from '../../ruleset/match.js';
import { textTests, type U32Test, udpLength, udpWord } from './u32.js';

/** RFC 5389 section 6: the first two bits are zero, the magic cookie stands at byte 4. */
const STUN_COOKIE = 0x2112a442;

export function keepaliveTests(family: Family, form: KeepaliveForm): readonly U32Test[] {
  switch (form) {
    case 'empty':
      return [udpLength(family, '0x8')];
    case 'crlf':
      return [udpLength(family, '0xa'), ...textTests(family, 'udp', 0, '\r\n')];
    case 'double-crlf':
      return [udpLength(family, '0xc'), ...textTests(family, 'udp', 0, '\r\n\r\n')];
    case 'stun':
      return [udpWord(family, 0, 0, 30), udpWord(family, 4, STUN_COOKIE)];
  }
}
