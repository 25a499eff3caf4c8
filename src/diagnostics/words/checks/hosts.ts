import { entry } from '../entry.js';

const site = (name: string, more: string): string => `# ${name}.yaml\nvosguard: 1\nname: switch-1\n${more}`;
const two = (a: string, b: string): string => `${site('a', a)}${site('b', b)}`;

/** VG38x: what is wrong with two policies beside each other. */
export const acrossWords = {
  VG380: entry<{ name: string; differing: string }>({
    severity: 'warning',
    title: 'two policies for one host',
    what: ({ name, differing }) => `Another policy is also for "${name}", and differs in ${differing}.`,
    why: 'Only one policy can be in force on a host: whichever is applied last replaces the rules of the other without a word.',
    instead: () =>
      'Put what both say into one policy, with "include:" if it has several authors, or give each host its own name.',
    example: {
      wrong: two('trusted: [203.0.113.10]\n', 'trusted: [198.51.100.10]\n'),
      right: two('trusted: [203.0.113.10]\n', 'trusted: [203.0.113.10]\n'),
    },
  }),
  VG381: entry<{ name: string; addresses: string; more: number }>({
    severity: 'warning',
    title: 'trusted here, blocked by another policy',
    what: ({ name, addresses, more }) =>
      `Another policy for "${name}" blocks what is trusted here: ${addresses}${more === 0 ? '' : `, and ${more} more`}.`,
    why: 'Which of the two holds depends on who applied last: a carrier works until the other policy is applied.',
    instead: () => 'Settle which of them is right, and say it in one policy for this host.',
    example: {
      wrong: two('trusted: [203.0.113.10]\n', 'blocked: [203.0.113.0/24]\n'),
      right: two('trusted: [203.0.113.10]\n', 'blocked: [198.51.100.0/24]\n'),
    },
  }),
} as const;
