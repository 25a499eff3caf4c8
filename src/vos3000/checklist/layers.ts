import type { Policy } from '../../policy/policy.js';
import type { PageName } from '../catalogue/sources.js';
import type { Holder, Holders, Item } from './item.js';

/** A layer of the guide to floods: the points of its checklist that it is made of. */
interface FloodLayer {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly string[];
  readonly page: PageName | undefined;
  readonly byHand: string;
}

const floodLayerList: readonly FloodLayer[] = Object.freeze([
  {
    id: 'flood-kernel',
    title: 'limit on REGISTER in the kernel',
    parts: ['register-limit', 'sip-limit'],
    page: undefined,
    byHand: 'See the counters of the rules go up under a test.',
  },
  {
    id: 'flood-suspension',
    title: 'suspension of endpoints in the switch',
    parts: ['retry', 'suspend', 'suspend-time'],
    page: 'system-parameters',
    byHand: 'Suspend a test phone.',
  },
  {
    id: 'flood-cps',
    title: 'calls a second of gateways',
    parts: ['cps'],
    page: 'mapping-gateway',
    byHand: 'Go over the limit of a test gateway.',
  },
  {
    id: 'flood-online-check',
    title: 'online check',
    parts: ['online-check'],
    page: 'mapping-gateway',
    byHand: 'Unplug a test gateway.',
  },
  {
    id: 'flood-blacklist',
    title: 'dynamic blacklist of numbers',
    parts: ['blacklist'],
    page: 'dynamic-blacklist',
    byHand: 'Look at its page.',
  },
]);

/** The five layers of the guide to floods: each is held by what holds its points. */
export const floodLayers = (points: readonly Item[]): readonly Item[] =>
  floodLayerList.map((layer) => ({
    ...layer,
    list: 'flood layers',
    held: distinct(heldBy(points, layer.parts)),
  }));

/** The five layers of the guide to scanners. */
export function scannerLayers(holders: Holders, policy: Policy, points: readonly Item[]): readonly Item[] {
  const { rulesAt, said } = holders;
  const limits = [
    ...heldBy(points, ['register-limit', 'sip-limit']),
    ...rulesAt(['sip', 'strangers', 'connections']),
    ...rulesAt(['sip', 'strangers', 'together']),
  ];
  const watched = [...said(policy.logging !== undefined, 'logging'), ...heldBy(points, ['baseline'])];
  return [
    { ...scannerTexts.whitelist, held: rulesAt(['trusted']) },
    { ...scannerTexts.strings, held: rulesAt(['signatures']) },
    { ...scannerTexts.limits, held: limits },
    { ...scannerTexts.switch, held: switchHolders(holders, policy, points) },
    { ...scannerTexts.monitoring, held: watched },
  ].map((layer) => ({ ...layer, list: 'scanner layers', parts: [], held: distinct(layer.held) }));
}

type LayerText = Pick<Item, 'id' | 'title' | 'page' | 'byHand'>;

const scannerTexts = {
  whitelist: {
    id: 'scanner-whitelist',
    title: 'peers and gateways before any drop',
    page: undefined,
    byHand: 'A call of a trusted peer works and its counter grows.',
  },
  strings: {
    id: 'scanner-strings',
    title: 'signatures of scanners',
    page: undefined,
    byHand: 'An OPTIONS with the name of a scanner from outside is dropped and counted.',
  },
  limits: {
    id: 'scanner-limits',
    title: 'limits for each source and all together',
    page: undefined,
    byHand: 'Quick requests from outside are cut.',
  },
  switch: {
    id: 'scanner-switch',
    title: 'the switch: authentication, limits of gateways, web access control, dynamic blacklist',
    page: 'web-access-control',
    byHand: 'Open a web page from an address that is not on the list: it is refused.',
  },
  monitoring: {
    id: 'scanner-monitoring',
    title: 'monitoring and response',
    page: 'server-monitor',
    byHand: 'Look at counters, conntrack and the log; somebody is told when they rise.',
  },
} as const satisfies Readonly<Record<string, LayerText>>;

function switchHolders(
  { gateways, setting }: Holders,
  { vos3000 }: Policy,
  points: readonly Item[],
): readonly Holder[] {
  const access = vos3000?.webAccessControl === undefined ? undefined : 'set';
  return [
    ...gateways('authentication'),
    ...heldBy(points, ['cps']),
    ...setting(access, 'web_access_control', 'vos3000', 'web_access_control'),
    ...heldBy(points, ['blacklist']),
  ];
}

const heldBy = (points: readonly Item[], ids: readonly string[]): readonly Holder[] =>
  points.filter(({ id }) => ids.includes(id)).flatMap(({ held }) => held);

const distinct = (held: readonly Holder[]): readonly Holder[] => [
  ...new Map(held.map((holder) => [JSON.stringify(holder), holder])).values(),
];
