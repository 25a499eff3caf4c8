import { entry } from './entry.js';

const ssh = 'services: { ssh: { tcp: [22] } }\n';
const above = (comment: string, policy = ssh): string => `vosguard: 1\n# ${comment}\n${policy}`;

const where = {
  '-next-line': 'the line below',
  '-line': 'this line',
  '-file': 'this file',
} as const;

/** VG70x: comments that suppress findings. None of these can be suppressed. */
export const suppressionWords = {
  VG700: entry<Record<string, never>>({
    severity: 'warning',
    title: 'a suppression without a reason',
    what: () => 'This comment gives no reason, so it suppresses nothing.',
    why: 'A reviewer of the policy must be able to judge whether the reason still holds.',
    instead: () =>
      'Write the reason behind two hyphens: "# vosguard-disable-next-line VG301 -- behind a VPN".',
    example: {
      wrong: above('vosguard-disable-next-line VG301'),
      right: above('vosguard-disable-next-line VG301 -- a honeypot, on purpose'),
    },
  }),
  VG701: entry<{ code: string; form: keyof typeof where }>({
    severity: 'warning',
    title: 'a suppression that suppresses nothing',
    what: ({ code, form }) => `There is no ${code} in ${where[form]}.`,
    why: 'What it was for has been mended or has moved. Left standing, it would hide the next mistake of this kind.',
    instead: () => 'Remove the comment, or move it to the line that the finding is about.',
    example: {
      wrong: above(
        'vosguard-disable-next-line VG301 -- until the VPN is there',
        'services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }\n',
      ),
      right: above('vosguard-disable-next-line VG301 -- until the VPN is there'),
    },
  }),
  VG702: entry<{ code: string }>({
    severity: 'warning',
    title: 'a suppression of an unknown code',
    what: ({ code }) => `"${code}" is no code of a finding.`,
    why: 'The comment suppresses nothing, and the finding that was meant is reported again.',
    instead: () => 'Write codes as lint prints them, such as VG301; "vosguard explain" lists all of them.',
    example: {
      wrong: above('vosguard-disable-next-line ssh-open -- behind a VPN'),
      right: above('vosguard-disable-next-line VG301 -- behind a VPN'),
    },
  }),
  VG703: entry<{ code: string; title: string }>({
    severity: 'warning',
    title: 'a finding that cannot be suppressed',
    what: ({ code, title }) => `${code} (${title}) cannot be suppressed.`,
    why: 'With an error there is nothing that could be compiled, whether it is shown or not; and comments that suppress are checked themselves.',
    instead: () => 'Mend what the finding is about, and remove the comment.',
    example: {
      wrong: above('vosguard-disable-file VG200 -- a key of the next version', ssh),
      right: above('vosguard-disable-next-line VG301 -- behind a VPN'),
    },
  }),
  VG704: entry<{ form: string }>({
    severity: 'warning',
    title: 'a suppression in an unknown form',
    what: ({ form }) => `"vosguard-disable${form}" is none of the comments that suppress.`,
    why: 'It suppresses nothing, and the finding that was meant is reported again.',
    instead: () => 'Write "vosguard-disable-next-line", "vosguard-disable-line" or "vosguard-disable-file".',
    example: {
      wrong: above('vosguard-disable VG301 -- behind a VPN'),
      right: above('vosguard-disable-next-line VG301 -- behind a VPN'),
    },
  }),
  VG705: entry<Record<string, never>>({
    severity: 'warning',
    title: 'a suppression without a code',
    what: () => 'This comment names no code, so it suppresses nothing.',
    why: "Without a code it would hide whatever is found there, next year's mistakes too.",
    instead: () => 'Name the codes that are meant: "# vosguard-disable-next-line VG301 -- behind a VPN".',
    example: {
      wrong: above('vosguard-disable-next-line -- behind a VPN'),
      right: above('vosguard-disable-next-line VG301 -- behind a VPN'),
    },
  }),
} as const;
