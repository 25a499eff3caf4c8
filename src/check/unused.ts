import { nodeAt } from '../parse/document.js';
import type { MapNode, Tree } from '../parse/tree.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import { alsoAt, type Check, finding, isWritten, keyAt } from './check.js';

/** A group of addresses or a list that nothing names, neither in the policy nor in one of its profiles. */
export const unusedGroup: Check = function* ({ document }) {
  const used = new Set([document.root, ...document.profiles.values()].flatMap(namesIn));
  for (const group of entriesAt(document.root, 'addresses').keys()) {
    if (!used.has(group))
      yield finding('VG314', keyAt(document, ['addresses', group]), { group, what: 'group' });
  }
  for (const list of entriesAt(document.root, 'lists').keys()) {
    if (!used.has(listed(list)))
      yield finding('VG314', keyAt(document, ['lists', list]), { group: list, what: 'list' });
  }
};

/** No group has such a name. */
const listed = (name: string): string => `list ${name}`;

/** Every text that stands where a group may be named. */
function namesIn(root: MapNode): readonly string[] {
  return [
    nodeAt(root, ['trusted']),
    nodeAt(root, ['blocked']),
    nodeAt(root, ['sip', 'strangers', 'from']),
    nodeAt(root, ['vos3000', 'web_access_control']),
    nodeAt(root, ['sip', 'to']),
    nodeAt(root, ['sip', 'at', 'address']),
    ...[...entriesAt(root, 'services').values()].flatMap((service) => [
      nodeAt(service, ['from']),
      nodeAt(service, ['to']),
    ]),
    ...gateways(root).map((gateway) => nodeAt(gateway, ['from'])),
    ...entriesAt(root, 'addresses').values(),
  ].flatMap(itemsOf);
}

function gateways(root: MapNode): readonly Tree[] {
  const list = nodeAt(root, ['vos3000', 'mapping_gateways']);
  return list?.kind === 'list' ? list.items : [];
}

function itemsOf(node: Tree | undefined): readonly string[] {
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const list = item.kind === 'map' ? nodeAt(item, ['list']) : undefined;
    if (list?.kind === 'scalar') return [listed(String(list.value))];
    const name = item.kind === 'map' ? nodeAt(item, ['address']) : item;
    return name?.kind === 'scalar' ? [String(name.value)] : [];
  });
}

function entriesAt(root: MapNode, key: string): ReadonlyMap<string, Tree> {
  const node = nodeAt(root, [key]);
  if (node?.kind !== 'map') return new Map();
  return new Map([...node.entries].map(([name, { value }]) => [name, value]));
}

/** What is for strangers, and for those who were strangers once. */
const forStrangers: readonly PolicyPath[] = [
  ['sip', 'known'],
  ['sip', 'learn'],
  ['sip', 'bans'],
  ['sip', 'sizes'],
  ['signatures'],
];

/** Parts of the policy that nothing reaches, since only trusted sources are let in. */
export const unusedLanes: Check = function* ({ policy, document }) {
  if (policy.sip.strangers !== 'deny') return;
  const related = alsoAt(document, ['sip', 'strangers'], 'here strangers are shut out');
  for (const path of forStrangers) {
    if (isWritten(document, path))
      yield finding('VG373', keyAt(document, path), { name: pathText(path) }, related);
  }
};
