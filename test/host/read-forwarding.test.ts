import { forwardingNote } from '../../src/host/live/read-life.js';
import type { Machine } from '../../src/host/machine.js';

const machine = (files: Readonly<Record<string, string>>, bridges = ''): Machine => ({
  read: async (paths) =>
    new Map(paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]] as const]))),
  run: async () => ({ kind: 'done', output: bridges }),
  isRoot: async () => true,
});

test('a host that forwards nothing has nothing said of it', async () => {
  expect(await forwardingNote(machine({}))).toBeUndefined();
  expect(await forwardingNote(machine({ '/proc/sys/net/ipv4/ip_forward': '0\n' }))).toBeUndefined();
});

test('one that forwards, for containers say, is told what the rules leave alone', async () => {
  const bridges = '/sys/class/net/docker0/bridge\n/sys/class/net/virbr0/bridge\n';
  expect(await forwardingNote(machine({ '/proc/sys/net/ipv4/ip_forward': '1\n' }, bridges))).toMatch(
    /^this host forwards packets of others, and has the bridges docker0, virbr0: .* docker publishes is open/,
  );
  const six = await forwardingNote(machine({ '/proc/sys/net/ipv6/conf/all/forwarding': '1\n' }));
  expect(six).toMatch(/^this host forwards packets of others: .* masquerade.* into trusted, or .* sip\.to$/);
});
