/**
 * Who takes part: neighbours in a /24, others, and IPv6 hosts of which two share a /64 and three a /48.
 * Lists hold parts of them.
 */
export const people = {
  sources: [
    '192.0.2.1', '192.0.2.2', '192.0.2.200', '198.51.100.7', '203.0.113.9',
    '2001:db8:1:1::1', '2001:db8:1:1::2', '2001:db8:1:2::1', '2001:db8:2::1',
  ],
  lists: ['192.0.2.2', '192.0.2.128/25', '198.51.100.0/24', '2001:db8:1:2::/64', '2001:db8:2::1'],
  friend: '203.0.113.200',
} as const; // biome-ignore format: a table
