import { entry } from '../entry.js';
import { quoted } from '../shape/value-phrases.js';

const listed = (keys: string, use = 'blocked'): string =>
  `vosguard: 1\nlists: { feed: { file: lists/blocklist.netset${keys === '' ? '' : `, ${keys}`} } }\n${use}: [{ list: feed }]\n`;

const onSwitch = (use: string): string =>
  `vosguard: 1\nlists: { feed: { url: "https://lists.example/feed.txt", on_switch: on } }\n${use}: [{ list: feed }]\n`;

const url = 'url: "https://lists.example/feed.txt"';

interface Age {
  readonly file: string;
  readonly place: string;
  readonly fetched: string;
  readonly today: string;
  readonly most: string;
}

const old = {
  what: ({ file, place, fetched, today, most }: Age) =>
    `The list ${quoted(file)} in "${place}" is of ${fetched}; today is ${today}, and ${quoted(`max_age: ${most}`)} is past.`,
  instead: () =>
    'Run `vosguard lists refresh`; `vosguard lists status` says why the last one kept what stood. Or write a longer `max_age`.',
};

/** VG251 to VG257: lists that are fetched, and the lock beside the policy. */
export const liveListWords = {
  VG251: entry<{ readonly path: string; readonly why: keyof typeof wrongs }>({
    severity: 'error',
    title: 'a list that cannot be fetched so',
    what: ({ path, why }) => `${quoted(path)} ${wrongs[why]}.`,
    why: 'What is fetched decides who gets in. Without https, anybody on the way could write it.',
    instead: () =>
      'Write one `url` that begins with `https://`, or `names` such as `sip.carrier.example` or `_sip._udp.carrier.example`.',
    example: { wrong: listed('names: ["203.0.113.10"]'), right: listed('') },
  }),
  VG252: entry<{ readonly file: string }>({
    severity: 'error',
    title: 'a fetched list that was changed since',
    what: ({ file }) => `The list ${quoted(file)} is not what \`vosguard lists refresh\` has written.`,
    why: 'Somebody has changed it, or it was copied without its lock, or the refresh was interrupted.',
    instead: () => 'Run `vosguard lists refresh`. What you add by hand belongs in a group of the policy.',
    example: { wrong: listed(url).replace('blocklist', 'one-on-a-line'), right: listed(url) },
  }),
  VG253: entry<{ readonly file: string }>({
    severity: 'warning',
    title: 'a list that was never fetched',
    what: ({ file }) =>
      `The list ${quoted(file)} was not written by \`vosguard lists refresh\`; it is taken as it stands.`,
    why: 'How old it is and whether it is whole is not known.',
    instead: () => 'Run `vosguard lists refresh`.',
    example: { wrong: listed(url.replace('feed', 'new')), right: listed(url) },
  }),
  VG254: entry<Age>({
    severity: 'error',
    title: 'a list of those who are let in that is too old',
    ...old,
    why: 'A source that has left the list is still let in. Nothing is dropped by date, so that the same policy always gives the same rules.',
    example: {
      wrong: listed(`${url}, max_age: 7d`, 'trusted'),
      right: listed(`${url}, max_age: 300d`, 'trusted'),
    },
  }),
  VG255: entry<Age>({
    severity: 'warning',
    title: 'a blocklist that is too old',
    ...old,
    why: 'Addresses change hands: an old list blocks customers and misses attackers. `apply --yes` refuses it.',
    example: { wrong: listed(`${url}, max_age: 7d`), right: listed(`${url}, max_age: 300d`) },
  }),
  VG257: entry<{ readonly list: string; readonly place: string }>({
    severity: 'error',
    title: 'a list that the host fetches, and that lets somebody in',
    what: ({ list, place }) =>
      `"${place}" names the list ${quoted(list)}, which the host fetches by itself (${quoted('on_switch')}).`,
    why: 'Nobody looks at it before it counts. Who writes that list would decide who is trusted and who reaches the services of this host.',
    instead: () =>
      'Name a list with a `url` in `blocked` alone, and one with `names` in `blocked`, `trusted` or the `from` of a service. Another one that lets in is fetched where vosguard runs: write `file` in place of `on_switch`, and `vosguard lists refresh`.',
    example: { wrong: onSwitch('trusted'), right: onSwitch('blocked') },
  }),
  VG256: entry<{ readonly names: string; readonly place: string }>({
    severity: 'warning',
    title: 'trust by name',
    what: ({ names, place }) => `"${place}" lets in every address that ${names} resolves to.`,
    why: 'The owner of the zone, of its name servers or of the path to them decides who is trusted: SIP from there is neither limited nor banned.',
    instead: () =>
      'Trust addresses, where the peer has fixed ones. Otherwise leave it to `known`: a peer that registers needs no trust. A comment above the line of the names takes this back: `# vosguard-disable-next-line VG256 -- the reason`.',
    example: { wrong: listed('names: [sip.carrier.example]', 'trusted'), right: listed('') },
  }),
} as const;

const wrongs = {
  'two-origins': 'stands beside `url`: a list has one origin',
  'ca-without-url': 'means nothing without `url`',
  'keep-without-names': 'means nothing without `names`',
  'format-of-names': 'means nothing with `names`, whose file vosguard writes itself',
  'not-https': 'is no https address',
  password: 'has a user or a password in it, which everybody could read who reads the policy',
  'not-a-name': 'is no name of a host or a service',
  'not-on-switch':
    'means nothing with `on_switch`: that host fetches the list of `url` by itself, and no file is read here',
  'switch-without-url': 'means nothing without `url`',
} as const;
