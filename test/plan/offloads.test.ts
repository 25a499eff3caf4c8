import { offloadNotes, readOffloads } from '../../src/plan/offloads.js';

/** As ethtool 6.1 prints them, in short. */
const device = (name: string, gro: string, list: string, forwarding: string) => `= ${name}
Features for ${name}:
generic-receive-offload: ${gro}
large-receive-offload: off [fixed]
rx-gro-list: ${list}
rx-udp-gro-forwarding: ${forwarding}
`;
const notes = (...devices: readonly string[]) => offloadNotes(readOffloads(devices.join('')));

test('devices that merge are told, each with what ends it', () => {
  expect(notes(device('eth0', 'on', 'on', 'on'), device('eth1', 'on', 'off', 'on'))).toEqual([
    expect.stringMatching(
      /^eth0 merges .*\(rx-udp-gro-forwarding, rx-gro-list\).* ethtool -K eth0 rx-udp-gro-forwarding off rx-gro-list off$/,
    ),
    expect.stringMatching(/^eth1 merges .*\(rx-udp-gro-forwarding\)/),
  ]);
});

test.each([
  ['nothing is on', 'on', 'off', 'off'],
  ['there is no GRO', 'off', 'on', 'on'],
  ['the device cannot', 'on', 'off [fixed]', 'off [fixed]'],
])('where %s, nothing is told', (_, ...state) => {
  const [gro = '', list = '', forwarding = ''] = state;
  expect(notes(device('eth0', gro, list, forwarding))).toEqual([]);
});

test.each([['no ethtool\n'], ['']])('where nobody tells (%j), that is said', (output) => {
  expect(notes(output)).toEqual([expect.stringContaining('unknown: there is no ethtool here')]);
});

test('a host without devices but lo merges nothing', () => {
  expect(readOffloads('asked\n')).toEqual({ kind: 'read', merging: [] });
});
