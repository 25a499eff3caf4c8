/** What the devices of a host do with UDP datagrams before any rule sees them. */
export type Offloads =
  /** Nobody could be asked. */
  { readonly kind: 'unknown' } | { readonly kind: 'read'; readonly merging: readonly Merging[] };

export interface Merging {
  readonly device: string;
  /** By the names of ethtool. */
  readonly features: readonly string[];
}

/** A host of containers has hundreds of devices. */
const MOST_DEVICES = 64;
const NO_TOOL = 'no ethtool';
const features = ['rx-udp-gro-forwarding', 'rx-gro-list'] as const;

/** For `sh`: the features of each device of the network namespace, each device after a line `= NAME`. */
export const offloadScript = [
  `command -v ethtool > /dev/null || { echo '${NO_TOOL}'; exit 0; }`,
  // A host whose only device is lo has nothing to tell.
  'echo asked',
  `awk -F: 'NR > 2 { gsub(/ /, "", $1); if ($1 != "lo") print $1 }' /proc/net/dev | head -n ${MOST_DEVICES} |`,
  '\twhile read -r device; do echo "= $device"; ethtool -k "$device" 2> /dev/null; done',
  'exit 0',
].join('\n');

/**
 * Both features work only where a device has GRO at all (`generic-receive-offload`). Linux 5.6 brought `rx-gro-list`, 5.12
 * `rx-udp-gro-forwarding`; both are off where nobody has turned them on.
 */
export function readOffloads(output: string): Offloads {
  if (output.trim() === NO_TOOL || output.trim() === '') return { kind: 'unknown' };
  const merging = output
    .split(/^= /m)
    .slice(1)
    .flatMap((text): readonly Merging[] => {
      const isOn = (feature: string) => new RegExp(`^\\s*${feature}: on\\b`, 'm').test(text);
      const on = features.filter(isOn);
      if (on.length === 0 || !isOn('generic-receive-offload')) return [];
      return [{ device: text.split('\n')[0] ?? '', features: on }];
    });
  return { kind: 'read', merging };
}

/** What that does, and what ends it. Nothing where no device merges. */
export function offloadNotes(offloads: Offloads): readonly string[] {
  switch (offloads.kind) {
    case 'unknown':
      return [
        'whether devices merge UDP datagrams (rx-udp-gro-forwarding, rx-gro-list) is unknown: there is no ethtool here',
      ];
    case 'read':
      return offloads.merging.map(
        ({ device, features: on }) =>
          `${device} merges UDP datagrams (${on.join(', ')}): many of one source count as one packet where a limit counts packets; end it with: ethtool -K ${device} ${on.map((feature) => `${feature} off`).join(' ')}`,
      );
  }
}
