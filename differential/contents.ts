import { sipRequest, sipResponse } from '../test/packets/sip.js';
import type { Content } from './scripts.js';

/** The bytes of a line. `id` is found again in what arrives (Call-ID), but for keep-alives, which have no room for it. */
export function bytesOf(content: Content, id: string): Buffer {
  switch (content.kind) {
    case 'request': {
      const { method, agent, size } = content;
      const text = (body: string) => sipRequest({ method, id, userAgent: agent, body });
      return Buffer.from(text('x'.repeat(Math.max(0, size - text('').length))));
    }
    case 'response':
      return Buffer.from(sipResponse(content.status, id));
    case 'raw':
      return Buffer.from(`${content.text}\r\nCall-ID: ${id}@lab.test\r\n\r\n`);
    case 'keepalive':
      return Buffer.from(content.hex, 'hex');
  }
}
