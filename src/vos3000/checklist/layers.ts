import type { Policy } from '../../policy/policy.js';
import type { Holders } from './holders.js';
import type { Holder, Item, ListName } from './item.js';

/** The five layers of the guide to floods: each is held by what holds its points. */
export function floodLayers(points: readonly Item[]): readonly Item[] {
  const layer = layerOf('flood layers', 'flood');
  const of = (...ids: readonly string[]) =>
    points.filter(({ id }) => ids.includes(id)).flatMap(({ held }) => held);
  return [
    layer(
      'kernel',
      'limit on REGISTER in the kernel',
      of('register-limit', 'sip-limit'),
      undefined,
      'See the counters of the rules go up under a test.',
    ),
    layer(
      'suspension',
      'suspension of endpoints in the switch',
      of('retry', 'suspend', 'suspend-time'),
      'system-parameters',
      'Suspend a test phone.',
    ),
    layer(
      'cps',
      'calls a second of gateways',
      of('cps'),
      'mapping-gateway',
      'Go over the limit of a test gateway: 503.',
    ),
    layer('online-check', 'online check', of('online-check'), 'mapping-gateway', 'Unplug a test gateway.'),
    layer(
      'blacklist',
      'dynamic blacklist of numbers',
      of('blacklist'),
      'dynamic-blacklist',
      'Look at its page.',
    ),
  ];
}

/** The five layers of the guide to scanners. */
export function scannerLayers(
  { rulesAt, said, gateways, setting }: Holders,
  policy: Policy,
  points: readonly Item[],
): readonly Item[] {
  const layer = layerOf('scanner layers', 'scanner');
  const of = (...ids: readonly string[]) =>
    points.filter(({ id }) => ids.includes(id)).flatMap(({ held }) => held);
  const { vos3000, logging } = policy;
  return [
    layer(
      'whitelist',
      'peers and gateways before any drop',
      rulesAt(['trusted']),
      undefined,
      'A call of a trusted peer works and its counter grows.',
    ),
    layer(
      'strings',
      'signatures of scanners',
      rulesAt(['signatures']),
      undefined,
      'An OPTIONS with the name of a scanner from outside is dropped and counted.',
    ),
    layer(
      'limits',
      'limits for each source and all together',
      [
        ...of('register-limit', 'sip-limit'),
        ...rulesAt(['sip', 'strangers', 'connections']),
        ...rulesAt(['sip', 'strangers', 'together']),
      ],
      undefined,
      'Quick requests from outside are cut.',
    ),
    layer(
      'switch',
      'the switch: authentication, limits of gateways, web access control, dynamic blacklist',
      [
        ...gateways('authentication'),
        ...of('cps'),
        ...setting(
          vos3000?.webAccessControl === undefined ? undefined : 'set',
          'web_access_control',
          'vos3000',
          'web_access_control',
        ),
        ...of('blacklist'),
      ],
      'web-access-control',
      'Open a web page from an address that is not on the list: it is refused.',
    ),
    layer(
      'monitoring',
      'monitoring and response',
      [...said(logging !== undefined, 'logging'), ...of('baseline')],
      'server-monitor',
      'Look at counters, conntrack and the log; somebody is told when they rise.',
    ),
  ];
}

type Layer = (id: string, title: string, held: readonly Holder[], page: Item['page'], byHand: string) => Item;

const layerOf =
  (list: ListName, prefix: string): Layer =>
  (id, title, held, page, byHand) => ({
    id: `${prefix}-${id}`,
    list,
    title,
    held: distinct(held),
    page,
    byHand,
  });

function distinct(held: readonly Holder[]): readonly Holder[] {
  return [...new Map(held.map((holder) => [JSON.stringify(holder), holder])).values()];
}
