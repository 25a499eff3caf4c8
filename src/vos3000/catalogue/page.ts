import { type Fact, fact } from './fact.js';
import { guide, sources, unverified } from './sources.js';

/** Where in the client an operator finds something. */
export interface Page {
  readonly title: string;
  /** The menus to click, outermost first. */
  readonly way: Fact<readonly string[]>;
  /** Section of the manual of 2.1.9.07, where a source names one. */
  readonly section: Fact<string> | undefined;
}

const flood = guide(sources.registrationFlood);
const scanner = guide(sources.sipScanner);
const zero = guide(sources.zeroDuration);
const numbers = guide(sources.numberManagement);

export const pages = {
  'system-parameters': {
    title: 'System parameters',
    way: fact(['System management', 'System parameters'], flood),
    section: fact('4.3.5.2', flood),
  },
  'billing-parameters': {
    title: 'Billing parameters',
    way: fact(['System settings', 'Billing parameters'], zero),
    section: fact('4.3.5.1', zero),
  },
  'mapping-gateway': {
    title: 'Mapping gateway, additional settings',
    way: fact(
      ['Operation management', 'Gateway operation', 'Mapping gateway', 'Additional settings'],
      scanner,
    ),
    section: undefined,
  },
  'web-access-control': {
    title: 'Web Access Control',
    way: fact(['Operation management', 'Interface management', 'Web Access Control'], scanner),
    section: fact('2.14.1', scanner),
  },
  'dynamic-blacklist': {
    title: 'Dynamic black list',
    way: fact(['Number management', 'Dynamic black list'], numbers),
    section: fact('2.13', numbers),
  },
  'server-monitor': {
    title: 'Server monitor',
    way: fact(['Server monitor'], unverified(sources.registrationFlood)),
    section: undefined,
  },
} as const satisfies Readonly<Record<string, Page>>;

export type PageName = keyof typeof pages;
