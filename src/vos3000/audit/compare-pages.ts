import { families } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, emptySet, isEmpty, subtract, union } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import type { Sources } from '../../policy/sources.js';
import type { Vos3000 } from '../../policy/vos3000.js';
import { meaningsOf } from '../catalogue/catalogue.js';
import { offAtTheEnd } from '../catalogue/entries.js';
import type { SchemaChoice } from '../catalogue/schema-version.js';
import type { Held, HeldWebRule, Told } from '../held/held.js';
import type { Item } from './audit.js';

const SHOWN = 5;

/** Web Access Control, a row for each directory: nobody outside the policy's list may be in it, and everybody of it should be. */
export function compareWeb(
  wanted: Sources | undefined,
  { rows, untold }: Told<HeldWebRule>,
): readonly Item[] {
  if (wanted === undefined) return [];
  const { set, path } = wanted;
  const item = {
    kind: 'web',
    moid: undefined,
    range: undefined,
    row: undefined,
    text: undefined,
    path,
  } as const;
  const whole = { ...item, what: 'web_access_control', held: undefined, wanted: listed(set) };
  return [
    ...rows.map((rule) => ({ ...item, ...compare(rule, set) })),
    ...(untold === undefined ? [] : [{ ...whole, verdict: 'unknown' as const, remark: untold }]),
    ...(untold === undefined && rows.length === 0
      ? [{ ...whole, verdict: 'missing' as const, remark: 'no directory is listed' }]
      : []),
  ];
}

function compare(
  { path, allowed }: HeldWebRule,
  wanted: AddressSet,
): Pick<Item, 'what' | 'verdict' | 'held' | 'wanted' | 'remark'> {
  const { set, strange } = addressesIn(allowed);
  const more = subtract(set, wanted);
  const fewer = subtract(wanted, set);
  const both = { what: path, held: allowed === '' ? 'nobody' : allowed, wanted: listed(wanted) };
  const remark = [
    ...(holdsAll(set) && !isNone(more)
      ? ['it lets in everybody']
      : isNone(more)
        ? []
        : [`${listed(more)} should not be there`]),
    ...(strange.length === 0 ? [] : [`not understood: ${strange.slice(0, SHOWN).join(', ')}`]),
    ...(isNone(fewer)
      ? []
      : [strange.length === 0 ? `${listed(fewer)} is not there` : `${listed(fewer)} is not there beside it`]),
  ].join('; ');
  if (remark === '') return { ...both, verdict: 'same', remark: undefined };
  // Who is missing may be among what is not understood; who is too many is not.
  return { ...both, verdict: strange.length > 0 && isNone(more) ? 'unreadable' : 'differs', remark };
}

/** `0.0.0.0` is said to stand for everybody. */
function addressesIn(text: string): { readonly set: AddressSet; readonly strange: readonly string[] } {
  let set = emptySet;
  const strange: string[] = [];
  for (const entry of text.split(/[,;，；、\s]+/).filter((one) => one !== '')) {
    const parsed = parseAddressEntry(entry === '0.0.0.0' ? '0.0.0.0/0' : entry);
    if (parsed.kind === 'range') set = union(set, addressSet([parsed.range]));
    else strange.push(entry);
  }
  return { set, strange };
}

const isNone = (set: AddressSet): boolean => families.every((family) => isEmpty(set, family));

/** Everybody of a family: `0.0.0.0`, or the same in pieces. */
const holdsAll = (set: AddressSet): boolean =>
  families.some((family) => cidrs(set, family).next().value === everybody[family]);

const everybody = { ipv4: '0.0.0.0/0', ipv6: '::/0' } as const;

function listed(set: AddressSet): string {
  const all: string[] = [];
  for (const family of families) {
    for (const network of cidrs(set, family)) {
      if (all.length === SHOWN) return `${all.join(', ')}, ...`;
      all.push(network);
    }
  }
  return all.length === 0 ? 'nobody' : all.join(', ');
}

const limits = ['blacklist-caller-limit', 'blacklist-no-answer-limit'] as const;

/** The dynamic blacklist has no switch of its own: it is on where one of its limits is not at the value for off. */
export function compareBlacklist(
  { dynamicBlacklist: wanted, path }: Vos3000,
  { parameters }: Held,
  schema: SchemaChoice,
): readonly Item[] {
  if (wanted === undefined) return [];
  const values = limits.flatMap((id) =>
    parameters.rows
      .filter(({ name }) => meaningsOf(name, schema)[0]?.parameter.id === id)
      .flatMap(({ value }) => (value === undefined ? [] : [value.trim() !== String(offAtTheEnd.value)])),
  );
  const held = values.length === 0 ? undefined : values.includes(true);
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  return [
    {
      kind: 'blacklist',
      what: 'dynamic_blacklist',
      verdict: held === undefined ? 'unknown' : held === wanted ? 'same' : 'differs',
      held: held === undefined ? undefined : onOff(held),
      wanted: onOff(wanted),
      remark: held === undefined ? (parameters.untold ?? 'no row of its limits is there') : undefined,
      path: [...path, 'dynamic_blacklist'],
      moid: undefined,
      range: undefined,
      row: undefined,
      text: undefined,
    },
  ];
}
