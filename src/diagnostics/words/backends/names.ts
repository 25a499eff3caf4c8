import { entry } from '../entry.js';

interface At {
  readonly backend: string;
}

/** VG4xx, names and prefixes. */
export const nameWords = {
  VG419: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a name that was shortened',
    what: ({ backend, from, to }) => `${backend} knows "${from}" as "${to}".`,
    why: 'The kernel takes names up to a fixed length only. Rules keep their full id in their comment.',
    instead: () => 'Use a shorter name if you want to read it in listings.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { a-service-with-a-long-name: { tcp: [22], from: [192.0.2.1] } }\n',
      right:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { ssh: { tcp: [22], from: [192.0.2.1] } }\nsip: { strangers: { share: first-come } }\n',
    },
  }),
  VG420: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a log prefix that was shortened',
    what: ({ backend, from, to }) => `${backend} writes "${to}" before its log lines instead of "${from}".`,
    why: 'The kernel takes 29 characters from iptables and 127 from nftables, and the reason stands behind the prefix.',
    instead: () => 'Write a logging.prefix of at most 16 characters.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "the firewall of switch 1 " }\n',
      right: 'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "switch-1 " }\n',
    },
  }),
} as const;
