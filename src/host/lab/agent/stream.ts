/** What a stream has brought: whole messages, and the beginning of the next. RFC 3261 18.3: Content-Length ends a message. */
export function messages(bytes: Buffer): { readonly whole: readonly Buffer[]; readonly rest: Buffer } {
  const whole: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    if (head < 0) return { whole, rest };
    const body = /^Content-Length: *(\d+)/m.exec(rest.subarray(0, head).toString('latin1'))?.[1] ?? '0';
    const end = head + 4 + Number(body);
    if (end > rest.length) return { whole, rest };
    whole.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
}
