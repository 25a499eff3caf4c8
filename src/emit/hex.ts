/** The bytes of a text as they stand in a packet (UTF-8; the methods of SIP are ASCII), two digits each. */
export function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}
