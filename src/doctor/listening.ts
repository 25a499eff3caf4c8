import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

interface Open {
  readonly protocol: string;
  readonly port: number;
}

/** What is listened on for others than this host. Local address and port, as ss and netstat have them. */
export const openPorts = (facts: Facts): readonly Open[] =>
  linesOf(said(facts, 'listening')).flatMap((line) => {
    const [, protocol = '', address = '', port = ''] =
      /^(tcp|udp)6?\s.*?(\S+):(\d+)\s+\S+:(?:\*|\d+)/.exec(line) ?? [];
    return port === '' || /^(127\.|\[?::1\]?$)/.test(address) ? [] : [{ protocol, port: Number(port) }];
  });

/** `SS_SIP_PORT="5060,6060"` of 2.1.4, `SIP_PORT=5060,6060` of later versions, `SS_SIPPORT` of VOS2009, in softswitch.conf. */
export const configuredPorts = (facts: Facts): readonly number[] => [
  ...new Set(
    linesOf(said(facts, 'softswitch')).flatMap((line) => {
      const value = /^\s*(?:SS_)?SIP_?PORT\s*=\s*([^#]*)/.exec(line)?.[1] ?? '';
      return (value.match(/\d+/g) ?? []).map(Number).filter((port) => port > 0 && port < 65_536);
    }),
  ),
];

/**
 * Where SIP was seen: as delivered 5060 and 6060; moved by installers and operators to 1980, 2080, to 55500 with 65500, to 62019,
 * 62029 and 62039; 5161 in a VOS2009.
 */
const usualSip = [5060, 6060, 1980, 2080, 5161, 55500, 65500, 62019, 62029, 62039];
const isEncryptedSip = (port: number): boolean => port >= 5070 && port <= 5080;
/** RAS and signalling of H.323. */
const h323 = [1719, 1720, 2719, 2720, 3719, 3720];
/** The bus, the external interface, the data of the web pages, the call centre; value-added service, phone service, conference. */
const amongParts = [1203, 1205, 1207, 1210, 1232, 1250, 5055, 5062, 5085];

export function listeningFindings(facts: Facts): readonly Finding[] {
  const open = openPorts(facts);
  const of = (protocol: string, wanted: (port: number) => boolean = () => true) =>
    [
      ...new Set(open.filter((one) => one.protocol === protocol && wanted(one.port)).map(({ port }) => port)),
    ].sort((a, b) => a - b);
  return [
    {
      id: 'listening',
      severity: 'note',
      what: `listens on udp ${shown(of('udp'))}; tcp ${shown(of('tcp'))}`,
      means: 'what no service of the policy names is closed by default: deny',
      write: sipText(facts, of),
    },
    ...h323Findings(of),
    ...partsFindings(of),
    ...(of('tcp', (port) => port === 3306).length > 0
      ? [
          {
            id: 'mysql',
            severity: 'problem' as const,
            what: 'MySQL listens on 3306 for others than this host',
            means: 'the database of the switch must not be in reach of the world; default: deny closes it',
            write: 'no service with 3306; bind-address = 127.0.0.1 in my.cnf',
          },
        ]
      : []),
  ];
}

type PortsOf = (protocol: string, wanted?: (port: number) => boolean) => readonly number[];

/** By the switch's own configuration where there is one, since any port may be SIP. */
function sipText(facts: Facts, of: PortsOf): string | undefined {
  const configured = configuredPorts(facts);
  const sip = configured.length > 0 ? configured : usualSip;
  const lists = [
    ['udp', sip.filter((port) => of('udp', (one) => one === port).length > 0)],
    ['tcp', sip.filter((port) => of('tcp', (one) => one === port).length > 0)],
  ] as const;
  const encrypted = of('udp', isEncryptedSip).filter((port) => !sip.includes(port));
  const parts = [
    ...lists.flatMap(([protocol, ports]) =>
      ports.length === 0 ? [] : [`${protocol}: [${ports.join(', ')}]`],
    ),
    ...(encrypted.length === 0 ? [] : [`encrypted: { udp: [${encrypted.join(', ')}] }`]),
  ];
  return parts.length === 0 ? undefined : `sip: { ports: { ${parts.join(', ')} } }`;
}

function h323Findings(of: PortsOf): readonly Finding[] {
  const found = (['udp', 'tcp'] as const).flatMap((protocol) => {
    const ports = of(protocol, (port) => h323.includes(port));
    return ports.length === 0 ? [] : [`${protocol}: [${ports.join(', ')}]`];
  });
  if (found.length === 0) return [];
  return [
    {
      id: 'h323',
      severity: 'note',
      what: `H.323 is listened for (${found.join(', ')})`,
      means: 'the switch opens these ports whether or not anybody calls by H.323',
      write: `services: { h323: { ${found.join(', ')}, from: [who does] } }, or nothing: closed`,
    },
  ];
}

function partsFindings(of: PortsOf): readonly Finding[] {
  const found = (['udp', 'tcp'] as const).flatMap((protocol) => {
    const ports = of(protocol, (port) => amongParts.includes(port));
    return ports.length === 0 ? [] : [`${protocol} ${ports.join(', ')}`];
  });
  if (found.length === 0) return [];
  return [
    {
      id: 'parts',
      severity: 'note',
      what: `parts of the switch listen for each other on ${found.join('; ')}`,
      means: 'nobody outside needs these ports',
      write: 'no service with them',
    },
  ];
}

const shown = (ports: readonly number[]): string =>
  ports.length === 0
    ? 'nothing'
    : `${ports.slice(0, 20).join(', ')}${ports.length > 20 ? ` and ${ports.length - 20} more` : ''}`;
