import { createHash } from 'node:crypto';

/** One thing that a policy's digest is made of. Text counts as its UTF-8 bytes. */
export interface DigestPart {
  readonly kind: 'policy' | 'profile' | 'read' | 'list';
  readonly content: string | Uint8Array;
}

/**
 * SHA-256 in lower-case hex over the parts in their order. Each part goes in as its kind, a space, its length
 * in bytes as a decimal number, a line feed and its content, so that no two lists of parts give the same bytes.
 *
 * A document's digest is that of a `policy` part for each YAML file in the order of reading, byte for byte as
 * it was read, and a `profile` part where one was chosen. A policy's digest is that of a `read` part, which
 * is the document's digest, and a `list` part for each list file in the order of reading. Paths are not in
 * it: the same files in another folder are the same policy.
 */
export function digestOf(parts: readonly DigestPart[]): string {
  const hash = createHash('sha256');
  for (const { kind, content } of parts) {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    hash.update(`${kind} ${bytes.byteLength}\n`).update(bytes);
  }
  return hash.digest('hex');
}
