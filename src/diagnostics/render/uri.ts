/** A path as a URI: relative to the folder that the command ran in, or with `file://` where it is absolute (RFC 8089). */
export function artifactUri(path: string): string {
  // Half of a surrogate pair has no UTF-8, and encodeURIComponent throws for it.
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
