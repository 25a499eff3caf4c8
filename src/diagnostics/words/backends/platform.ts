import { entry } from '../entry.js';

/** VG4xx, the host: what has no rules there. */
export const platformWords = {
  VG401: entry<{ platform: string; known: string }>({
    severity: 'error',
    title: 'a platform without rules yet',
    what: ({ platform }) => `There are no rules for the platform "${platform}" yet.`,
    why: 'Old tools misread what newer ones accept, so guessing would load rules that do not protect.',
    instead: ({ known }) =>
      `Write one of ${known}, or state the versions: { iptables: "1.8.9", nft: "1.0.6", kernel: "6.1" }.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos6 }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12 }\n',
    },
  }),
  VG402: entry<{ tool: string; version: string; least: string }>({
    severity: 'error',
    title: 'a tool that is too old',
    what: ({ tool, version, least }) => `${tool} ${version} is older than ${least}.`,
    why: 'The rules use what older versions refuse or misread.',
    instead: ({ tool, least }) => `State ${tool} ${least} or newer, or leave out the backend that needs it.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: { kernel: "4.18.0" } }\n',
      right: 'vosguard: 1\ntarget: { platform: { kernel: "5.10.0" } }\n',
    },
  }),
} as const;
