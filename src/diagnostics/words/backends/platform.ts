import { entry } from '../entry.js';

/** Why a platform cannot run a backend: as `Unmet` of `src/platform`. */
interface Lack {
  readonly platform: string;
  readonly unmet: { readonly backend: string } & (
    | {
        readonly kind: 'version';
        readonly tool: string;
        /** `undefined`: the host has none. */
        readonly version: string | undefined;
        readonly least: string;
      }
    | { readonly kind: 'modules'; readonly modules: string }
  );
}

function lacking({ platform, unmet }: Lack): string {
  switch (unmet.kind) {
    case 'version':
      return unmet.version === undefined || unmet.version === '0'
        ? `${platform} has no ${unmet.tool} that could load them.`
        : `${unmet.tool} ${unmet.version} is older than ${unmet.least}.`;
    case 'modules':
      return `${platform} comes without the package ${unmet.modules}, which has the kernel's modules for iptables.`;
  }
}

const other = (backend: string): string => (backend === 'nftables' ? 'iptables' : 'nftables');

function wayOut({ unmet }: Lack): string {
  switch (unmet.kind) {
    case 'version': {
      const { tool, least, backend } = unmet;
      return `Ask for the other backend where the host has it, or give the host ${tool} ${least} or newer: ${backend} needs it.`;
    }
    case 'modules':
      return `Write backends: [${other(unmet.backend)}].`;
  }
}

/** VG4xx, the host: what has no rules there. */
export const platformWords = {
  VG401: entry<{ known: string }>({
    severity: 'error',
    title: '`auto` where no host is asked',
    what: () => '`platform: auto` is the host that plan or apply asks; this command asks none.',
    why: 'Old tools misread what newer ones accept: rules for a guessed host might not load there, or not protect.',
    instead: ({ known }) =>
      `Give the row on the command line, --platform debian12 for instance; vosguard doctor tells it. Or write it: one of ${known}, or the versions: { iptables: "1.8.9", nft: "1.0.6", kernel: "6.1" }.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: auto }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12 }\n',
    },
  }),
  VG402: entry<Lack>({
    severity: 'error',
    title: 'rules that the host cannot load',
    what: lacking,
    why: 'The rules use what older versions refuse or misread, or what the kernel lacks.',
    instead: wayOut,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos7, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\n',
    },
  }),
  VG403: entry<Lack>({
    severity: 'note',
    title: 'a backend that the host cannot run',
    what: (lack) => `There are no rules for ${lack.unmet.backend}: ${lacking(lack)}`,
    why: 'They could not be loaded there, or not as they are meant. The other backend has the whole policy.',
    instead: ({ unmet }) => `Write backends: [${other(unmet.backend)}] if that is intended.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: { nft: "0.9.0" } }\n',
      right: 'vosguard: 1\ntarget: { platform: { nft: "0.9.3" } }\n',
    },
  }),
  VG427: entry<{ backend: string }>({
    severity: 'note',
    title: 'refused sources that are not written down',
    what: ({ backend }) =>
      `${backend} counts what each rule refuses on this platform, but not from which source.`,
    why: 'It takes nft 1.0, or with iptables the module xt_recent, which newer kernels of Red Hat may lack. Without it vosguard status shows the counts by rule, and what apply --observe reports has no addresses.',
    instead: () => 'Nothing is needed; tcpdump shows who it is.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: el8, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG437: entry<{ backend: string }>({
    severity: 'warning',
    title: 'a profile that does not begin by itself',
    what: ({ backend }) => `On this platform the rules of ${backend} cannot begin the profile by themselves.`,
    why: 'It takes a list of xt_recent in which all addresses are one (iptables 1.4.21 and Linux 3.5). Without it each source would have limits of its own to begin, and an attack by many sources would begin none.',
    instead: () =>
      'Begin it by hand when an attack comes: vosguard profile use NAME. A hook of watch can tell you when.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { platform: centos6 }\nprofiles: { attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } } }\n',
      right:
        'vosguard: 1\ntarget: { platform: centos7 }\nprofiles: { attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } } }\n',
    },
  }),
  VG431: entry<{ platform: string }>({
    severity: 'note',
    title: 'rules that read packets with xt_bpf',
    what: ({ platform }) =>
      `The rules for iptables on ${platform} read packets with bpf in the place of u32.`,
    why: 'Red Hat has removed xt_u32 from the kernel of RHEL 9 and later: rules with it cannot be loaded. Its configuration has xt_bpf. The rules do the same with both; they were tried with packets on another kernel that has both, not on this one. install.sh tries them in a namespace of their own before it changes anything.',
    instead: () =>
      'Write backends: [nftables] where you can: Red Hat calls iptables-nft and ipset deprecated there, and nftables needs neither match.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: el9 }\n',
      right: 'vosguard: 1\ntarget: { platform: el9, backends: [nftables] }\n',
    },
  }),
} as const;
