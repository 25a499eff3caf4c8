/** What the configuration of other firewalls calls a thing, and our key for it. */
const words: ReadonlyMap<string, string> = new Map([
  ...['interface', 'interfaces', 'iface', 'ifname', 'device', 'devices', 'in'].map((w) => [w, 'on'] as const),
  ...['address', 'addresses', 'destination', 'dst', 'daddr', 'ip', 'listen', 'bind'].map(
    (w) => [w, 'to'] as const,
  ),
  ...['source', 'sources', 'src', 'saddr', 'allow'].map((w) => [w, 'from'] as const),
  ...['rate', 'ratelimit', 'rate_limit'].map((w) => [w, 'limit'] as const),
]);

/** Keys that hold for a whole map stand in the map that is around it. */
const around: ReadonlyMap<string, readonly string[]> = new Map([['sip.ports', ['to', 'on']]]);

/** The key that somebody means who writes a word of another firewall; with its path where it stands elsewhere. */
export function meantKey(key: string, within: string, known: readonly string[]): string | undefined {
  const meant = words.get(key.toLowerCase());
  if (meant === undefined) return undefined;
  if (known.includes(meant)) return meant;
  return around.get(within)?.includes(meant) ? `sip.${meant}` : undefined;
}
