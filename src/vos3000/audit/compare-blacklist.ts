import type { Vos3000 } from '../../policy/vos3000.js';
import { meaningsOf } from '../catalogue/catalogue.js';
import { offAtTheEnd } from '../catalogue/entries.js';
import type { SchemaChoice } from '../catalogue/schema-version.js';
import type { Held } from '../held/held.js';
import type { Item } from './audit.js';

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
