import type { Origin } from './plan.js';

/** Where the policy asks for a thing. */
export interface Origins {
  readonly rule: (id: string) => Origin | undefined;
  readonly set: (name: string) => Origin | undefined;
  readonly sysctl: (key: string) => Origin | undefined;
}

interface Manifest {
  readonly rules: Readonly<Record<string, Origin>>;
  readonly sets: readonly (Origin & { readonly name: string })[];
  readonly meters: readonly (Origin & { readonly name: string })[];
}

/** The manifest knows each rule, set and meter. `sysctl` is asked for the path in the policy of a key. */
export function originsOf(
  manifestText: string,
  placeOf: (path: readonly string[]) => Origin | undefined,
): Origins {
  const manifest: Manifest = JSON.parse(manifestText);
  const named = new Map([...manifest.meters, ...manifest.sets].map((one) => [one.name, one]));
  const short = (origin: Origin | undefined) => origin && { policy: origin.policy, at: origin.at };
  return {
    rule: (id) => (Object.hasOwn(manifest.rules, id) ? short(manifest.rules[id]) : undefined),
    set: (name) => short(named.get(name)),
    sysctl: (key) => {
      const path = paths[key];
      return path === undefined ? undefined : placeOf(path);
    },
  };
}

const paths: Readonly<Record<string, readonly string[]>> = {
  'net.netfilter.nf_conntrack_max': ['conntrack', 'max'],
  'net.netfilter.nf_conntrack_buckets': ['conntrack', 'buckets'],
  'net.netfilter.nf_conntrack_udp_timeout': ['conntrack', 'udp_timeout'],
  'net.netfilter.nf_conntrack_udp_timeout_stream': ['conntrack', 'udp_timeout_stream'],
  'net.netfilter.nf_conntrack_tcp_timeout_established': ['conntrack', 'tcp_timeout_established'],
};
