import { union } from '../../net/address-set.js';
import { icmpTypes } from '../../net/protocol.js';
import type { LearnedWord, Service, ServiceRate, Sources } from '../../policy/policy.js';
import type { Groups } from '../addresses/groups.js';
import { child, entries, type Field, items, optional, textOf } from '../field.js';
import { readCount } from './scalars.js';
import { readDevices, readPorts, readProtocol, readRate, readWhen, requirePorts } from './units.js';

export function readServices(field: Field, groups: Groups, trusted: Sources): readonly Service[] {
  return entries(field).map(([name, service]) => readService(name, service, groups, trusted));
}

function readService(name: string, field: Field, groups: Groups, trusted: Sources): Service {
  const [udp, tcp, icmp] = [child(field, 'udp'), child(field, 'tcp'), child(field, 'icmp')];
  const protocol = optional(child(field, 'protocol'), readProtocol);
  if (protocol === undefined && icmp.node === undefined) requirePorts(field, udp, tcp, 'protocol', 'icmp');
  return {
    name,
    udp: readPorts(udp),
    tcp: readPorts(tcp),
    protocol,
    icmp: [...new Map(items(icmp).flatMap(typesOf)).values()],
    ...readFrom(child(field, 'from'), groups, trusted),
    to: optional(child(field, 'to'), (to) => groups.sources(to)),
    on: readDevices(child(field, 'on')),
    limit: optional(child(field, 'limit'), readServiceRate),
    connections: optional(child(field, 'connections'), (most) => ({
      most: readCount(most),
      path: most.path,
    })),
    packets: optional(child(field, 'packets'), readServiceRate),
    when: optional(child(field, 'when'), readWhen),
    path: field.path,
  };
}

/** Each type once. */
const typesOf = (item: Field) =>
  icmpTypes(textOf(item) ?? '').map((one) => [`${one.family} ${one.type}`, one] as const);

const readServiceRate = (field: Field): ServiceRate => ({ ...readRate(field), path: field.path });

const learnedWords = ['known', 'called'] as const satisfies readonly LearnedWord[];
const words: ReadonlySet<string> = new Set(['any', 'trusted', ...learnedWords]);

/** A group of that name is meant before a word. */
function readFrom(
  field: Field,
  groups: Groups,
  trusted: Sources,
): Pick<Service, 'from' | 'learned' | 'anybody'> {
  const isWord = (item: Field) => words.has(textOf(item) ?? '') && !groups.all.has(textOf(item) ?? '');
  const said = new Set(items(field).filter(isWord).map(textOf));
  if (field.node === undefined || said.has('any'))
    return { from: undefined, learned: [], anybody: said.has('any') };
  const own = groups.sources(field, isWord);
  const from = said.has('trusted') ? { ...own, set: union(own.set, trusted.set) } : own;
  return { from, learned: learnedWords.filter((word) => said.has(word)), anybody: false };
}
