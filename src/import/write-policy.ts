import { visible } from '../diagnostics/visible.js';
import { portText } from '../net/port.js';
import type { PortRange } from '../net/units.js';
import type { Draft, DraftService, DraftSip, Entry, Remark, Valued } from './draft.js';
import type { Origin } from './old-rule.js';
import { textsOf } from './openings.js';
import { originText, remarkText } from './remark-words.js';
import { textNames } from './texts.js';

/** A group this long is a file of its own beside the policy. */
export const LONGEST_GROUP = 200;

/** Where the addresses of a long group stand: in files of their own, in the policy, or, to be looked at only, the first of them. */
export type LongGroups = 'files' | 'whole' | 'first';

export interface WrittenPolicy {
  readonly text: string;
  /** By name, for the policy's own folder. */
  readonly lists: ReadonlyMap<string, string>;
}

/** The policy as a text, the same for the same rules. Every line that comes of a rule names it. */
export function writePolicy(draft: Draft, files: readonly string[], long: LongGroups): WrittenPolicy {
  const names = groupNames(draft);
  const lists = new Map<string, string>();
  const lines = [
    `# Made by \`vosguard import\` from ${files.map(visible).join(', ')}.`,
    '# Read it, then: vosguard lint, vosguard import --compare, vosguard apply --observe 10m',
    'vosguard: 1',
    ...groupLines(draft, names, lists, long),
    ...sourceLines('trusted', draft.trusted, names, 'carriers'),
    ...sourceLines('blocked', draft.blocked, names, 'unwanted'),
    ...serviceLines(draft, names),
    `default: ${draft.default}`,
    ...sipLines(draft.sip, draft.bans, names),
    ...signatureLines(draft),
    ...remarkLines(draft.remarks),
  ];
  return { text: `${lines.join('\n')}\n`, lists };
}

/** What a set of the old rules is called in the policy: letters, digits, - and _, at most 32. */
function groupNames({ groups }: Draft): ReadonlyMap<string, string> {
  const taken = new Set(['carriers', 'unwanted', 'any', 'trusted', 'known', 'called']);
  const names = new Map<string, string>();
  for (const name of groups.keys()) {
    const plain =
      name
        .replace(/[^\w-]/g, '-')
        .replace(/^[^a-zA-Z]+/, '')
        .slice(0, 26) || 'set';
    let own = plain;
    for (let number = 2; taken.has(own); number++) own = `${plain}-${number}`;
    taken.add(own);
    names.set(name, own);
  }
  return names;
}

type Names = ReadonlyMap<string, string>;

function groupLines(
  { groups, trusted, blocked }: Draft,
  names: Names,
  lists: Map<string, string>,
  long: LongGroups,
): readonly string[] {
  const written = [...groups].map(([name, entries]) =>
    groupOf(names.get(name) ?? name, entries, names, lists, long),
  );
  const listed: readonly (readonly [string, readonly Entry[]])[] = [
    ['carriers', trusted],
    ['unwanted', blocked],
  ];
  const own = listed.flatMap(([name, entries]) => {
    const plain = entries.filter(({ text }) => !groups.has(text));
    return plain.length === 0 ? [] : [groupOf(name, plain, names, lists, long)];
  });
  const all = [...own, ...written].flat();
  return all.length === 0 ? [] : ['', 'addresses:', ...all];
}

function groupOf(
  name: string,
  entries: readonly Entry[],
  names: Names,
  lists: Map<string, string>,
  long: LongGroups,
): readonly string[] {
  if (entries.length === 0) return [`  ${name}: []`];
  if (entries.length <= LONGEST_GROUP || long !== 'files')
    return [
      `  ${name}:`,
      ...entryLines(long === 'first' ? entries.slice(0, LONGEST_GROUP) : entries, names, 4),
    ];
  const path = `${name}.txt`;
  lists.set(path, `${entries.map(({ text, origin }) => `${text}   # ${shown(origin, 60)}`).join('\n')}\n`);
  return [`  ${name}: { file: ${path} }   # ${entries.length} addresses`];
}

const entryLines = (entries: readonly Entry[], names: Names, indent: number): readonly string[] =>
  entries.map(({ text, origin }) =>
    commented(`${' '.repeat(indent)}- ${quoted(names.get(text) ?? text)}`, origin),
  );

const quoted = (text: string): string => (text.includes(':') ? `"${text}"` : text);

const COLUMN = 34;
const LONGEST = 150;

const commented = (line: string, origin: Origin): string =>
  `${line.padEnd(COLUMN)}   # ${shown(origin, LONGEST)}`;

const shown = (origin: Origin, longest: number): string => {
  const text = originText(origin);
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
};

function sourceLines(key: string, entries: readonly Entry[], names: Names, own: string): readonly string[] {
  const groups = entries.flatMap(({ text }) => names.get(text) ?? []);
  const all = [...(groups.length < entries.length ? [own] : []), ...new Set(groups)];
  return all.length === 0 ? [] : ['', `${key}: [${all.join(', ')}]`];
}

const portsOf = (ranges: readonly PortRange[]): string => `[${ranges.map(portText).join(', ')}]`;

function serviceLines({ services, media }: Draft, names: Names): readonly string[] {
  const closed =
    media === 'closed' ? ['  media: null   # the old rules open no range for RTP to everybody'] : [];
  if (services.length === 0 && closed.length === 0) return [];
  return ['', 'services:', ...services.flatMap((service) => oneService(service, names)), ...closed];
}

function oneService(service: DraftService, names: Names): readonly string[] {
  const { name, udp, tcp, protocol, icmp, from, on, to, limit, connections, when } = service;
  const valued = (key: string, value: Valued | undefined) =>
    value === undefined ? [] : [commented(`    ${key}: ${value.text}`, value.origin)];
  return [
    `  ${name}:`,
    ...(udp.length === 0 ? [] : [`    udp: ${portsOf(udp)}`]),
    ...(tcp.length === 0 ? [] : [`    tcp: ${portsOf(tcp)}`]),
    ...(protocol === undefined ? [] : [`    protocol: ${protocol}`]),
    ...(icmp.length === 0 ? [] : [`    icmp: [${icmp.join(', ')}]`]),
    ...('any' in from
      ? [commented('    from: [any]', from.any)]
      : ['    from:', ...entryLines(from, names, 6)]),
    ...(on === undefined ? [] : [`    on: [${JSON.stringify(on)}]`]),
    ...(to.length === 0 ? [] : [`    to: [${to.map(quoted).join(', ')}]`]),
    ...valued('limit', limit),
    ...valued('connections', connections),
    ...valued('when', when),
  ];
}

function encryptedPorts({ udp, tcp }: DraftSip['encrypted']): readonly string[] {
  const [ofUdp, ofTcp] = [udp, tcp].map(portsOf);
  if (udp.length + tcp.length === 0) return [];
  if (ofUdp === ofTcp) return [`encrypted: ${ofUdp}`];
  const both = [
    ...(udp.length === 0 ? [] : [`udp: ${ofUdp}`]),
    ...(tcp.length === 0 ? [] : [`tcp: ${ofTcp}`]),
  ];
  return [`encrypted: { ${both.join(', ')} }`];
}

function sipLines(sip: DraftSip, bans: Draft['bans'], names: Names): readonly string[] {
  const { udp, tcp, encrypted } = sip;
  const ports = [
    `udp: ${udp.length === 0 ? 'null' : portsOf(udp)}`,
    `tcp: ${tcp.length === 0 ? 'null' : portsOf(tcp)}`,
    ...encryptedPorts(encrypted),
  ];
  return [
    '',
    'sip:',
    sip.isUsual
      ? '  # The old rules name no port of SIP, so these are the usual ones: udp 5060 and 6060, tcp 5060.'
      : `  ports: { ${ports.join(', ')} }`,
    ...(sip.to === undefined ? [] : [`  to: [${textsOf(sip.to).map(quoted).join(', ')}]`]),
    ...(sip.on.length === 0 ? [] : [`  on: [${sip.on.map((name) => JSON.stringify(name)).join(', ')}]`]),
    ...strangerLines(sip, names),
    ...(bans === undefined
      ? []
      : ['  bans:', commented(`    refused: { over: ${bans.over}, for: ${bans.lasts} }`, bans.origin)]),
  ];
}

function strangerLines(
  { strangers, limits, perSubnet, together, connections }: DraftSip,
  names: Names,
): readonly string[] {
  if (strangers === 'deny') return ['  strangers: deny'];
  const { from } = strangers;
  const map = (key: string, values: ReadonlyMap<string, Valued>) =>
    values.size === 0
      ? []
      : [
          `    ${key}:`,
          ...[...values].map(([name, { text, origin }]) => commented(`      ${name}: ${text}`, origin)),
        ];
  const lines = [
    ...(from.length === 0 ? [] : ['    from:', ...entryLines(from, names, 6)]),
    ...map('limits', limits),
    ...map('per_subnet', perSubnet),
    ...map('together', together),
    ...map('connections', connections),
  ];
  return lines.length === 0 ? [] : ['  strangers:', ...lines];
}

function signatureLines({ packs, texts }: Draft): readonly string[] {
  const others = [...packs].filter(([name]) => name !== 'attack-tools');
  if (others.length === 0 && texts.length === 0) return [];
  const use = ['attack-tools', ...others.map(([name]) => name)];
  const [, origin] = others[0] ?? [];
  return [
    '',
    'signatures:',
    ...(origin === undefined ? [] : [commented(`  use: [${use.join(', ')}]`, origin)]),
    ...(texts.length === 0 ? [] : ['  add:']),
    ...textNames(texts).map(({ id, text, origin: of }) =>
      commented(`    - { id: ${id}, raw: ${JSON.stringify(text)} }`, of),
    ),
  ];
}

/** Behind the policy, so that whoever reads it has them: what is gone, what stays, what was wrong. */
function remarkLines(remarks: readonly Remark[]): readonly string[] {
  if (remarks.length === 0) return [];
  return ['', '# What else the old rules did:', ...remarks.map((remark) => `# - ${remarkText(remark)}`)];
}
