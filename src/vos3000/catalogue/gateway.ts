import type { Range } from './parameter.js';
import type { SchemaVersion } from './schema-version.js';
import { database, type Fact, fact, guide, manual, type Origin, sources, unverified } from './sources.js';

export const authentications = ['ip', 'ip_port', 'password'] as const;
export type Authentication = (typeof authentications)[number];

/** A column of the database that holds a field of a mapping gateway. */
export interface Column {
  readonly schema: SchemaVersion;
  readonly table: string;
  readonly column: string;
}

/** A setting of a mapping gateway: key of the policy, where it is in the client, in the web interface and in the database. */
export interface GatewayField {
  readonly key: 'authentication' | 'cps' | 'concurrent_calls' | 'max_duration' | 'online_check';
  readonly title: string;
  /** Where on the page of the mapping gateway. */
  readonly tab: Fact<string>;
  readonly unit: string;
  readonly about: string;
  readonly verify: string;
  /** The range that the guides advise for every gateway, beside those of its tier. */
  readonly advised: Fact<Range> | undefined;
  /** Name in the answer of `GetGatewayMapping`, which also returns passwords. */
  readonly webName: Fact<string> | undefined;
  readonly columns: readonly Fact<Column>[];
}

const scanner = guide(sources.sipScanner);
const flood = guide(sources.registrationFlood);
const web = manual(sources.webManual);
const cpsTab = guide(sources.rateLimit);
const newer = unverified(sources.newerSchema);

/** Seen in 2.1.4.0, and in table definitions of 2026. */
const columns = (table: string, name: string): readonly Fact<Column>[] => [
  fact({ schema: '2.1.4.0', table, column: name }, database),
  column(table, name, newer),
];

const column = (table: string, name: string, origin: Origin): Fact<Column> =>
  fact({ schema: '2.1.9.07', table, column: name }, origin);

export const gatewayFields: readonly GatewayField[] = Object.freeze<GatewayField[]>([
  {
    key: 'authentication',
    title: 'authentication mode',
    tab: fact('Additional settings', scanner),
    unit: '',
    about:
      'By IP: static customers. By IP and port: trunks; a NAT that changes the port breaks it. By password: customers without a fixed address; open to guessing, so it needs limits and bans.',
    verify: 'A test call from the address of the gateway works, one from another address does not.',
    advised: undefined,
    webName: fact('sipAuthenticationMethod', web),
    columns: [
      ...columns('e_gatewaymapping', 'registertype'),
      ...columns('e_gatewaymappingsetting', 'sipauthenticationmethod'),
    ],
  },
  {
    key: 'cps',
    title: 'rate limit (calls a second)',
    tab: fact('Others', cpsTab),
    unit: 'calls/s',
    about:
      'Above it the switch answers 503. It counts calls: that it limits REGISTER too is said in a guide and proved nowhere.',
    verify: 'Start more test calls in a second than the limit: those above it get 503.',
    advised: undefined,
    webName: undefined,
    columns: [
      column('e_gatewaymappingsetting', 'maxcallrate', newer),
      column('e_gatewaymappingsetting', 'maxcallrateunit', newer),
    ],
  },
  {
    key: 'concurrent_calls',
    title: 'line limit (calls at once)',
    tab: fact('Normal', unverified(sources.sipScanner)),
    unit: 'calls',
    about: 'Bounds what a stolen account can lose in an hour.',
    verify: 'The online list of mapping gateways shows calls and capacity side by side.',
    advised: undefined,
    webName: fact('capacity', web),
    columns: columns('e_gatewaymapping', 'capacity'),
  },
  {
    key: 'max_duration',
    title: 'longest call',
    tab: fact('Additional settings', scanner),
    unit: 's',
    about: 'Cuts a call at that time. -1 means the system parameter, 0 no limit.',
    verify: 'Let a test call run into it on a quiet day, with a small value.',
    advised: undefined,
    webName: fact('maxCallDurationUpper', web),
    columns: columns('e_gatewaymappingsetting', 'maxcalldurationupper'),
  },
  {
    key: 'online_check',
    title: 'online check by OPTIONS',
    tab: fact('Additional settings, SIP', flood),
    unit: 's',
    about:
      'The switch asks the gateway at this interval; one that does not answer is offline and gets no calls. The rules let the answers in from whom the switch asks.',
    verify: 'The online list shows the gateway; unplug a test gateway, and it disappears.',
    advised: fact({ least: 60, most: 120 }, flood),
    webName: undefined,
    columns: [],
  },
]);
