import { families } from '../../net/address.js';
import { cidrs } from '../../net/cidrs.js';
import { type Milliseconds, seconds } from '../../net/units.js';
import type { ListForm, ListSpec } from '../../policy/list-spec.js';
import { type Policy, sparedOf } from '../../policy/policy.js';
import { switchLists } from '../../policy/sources.js';
import { header } from '../legend.js';

const DAY = 86_400_000;
/** A blocklist of last month blocks who has the addresses now. */
const LAPSES = 7 * DAY;

/**
 * `lists.conf`: the lists that `install.sh` fetches on the host, a key a line below `list NAME`, and below them the networks that none
 * of them may block (`spare`). `undefined` where there is no such list.
 */
export function emitListsConf(
  policy: Pick<Policy, 'name' | 'digest' | 'blocked' | 'trusted' | 'services' | 'sip'>,
): string | undefined {
  const lists = switchLists(policy.blocked);
  if (lists.length === 0) return undefined;
  const spared = sparedOf(policy);
  const lines = [
    ...lists.flatMap(blockOf),
    ...families.flatMap((family) => [...cidrs(spared, family)].map((network) => `spare ${network}`)),
  ];
  return `${header(policy, ['Lists that this host fetches by itself: sh install.sh lists refresh'])}\n${lines.join('\n')}\n`;
}

function blockOf(spec: ListSpec): readonly string[] {
  const { name, file: url, form, every = DAY, maxAge = LAPSES, min, max, maxChange, skip } = spec;
  const number = (key: string, value: number | undefined) => (value === undefined ? [] : [`${key} ${value}`]);
  return [
    `list ${name}`,
    `url ${url}`,
    ...formLines(form),
    `every ${seconds(every as Milliseconds)}`,
    `max_age ${seconds(maxAge as Milliseconds)}`,
    ...number('min', min),
    ...number('max', max),
    ...number('max_change', maxChange),
    ...number('skip', skip),
  ];
}

const separators: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

function formLines(form: ListForm): readonly string[] {
  switch (form.kind) {
    case 'lines':
      return ['format lines', `host_bits ${form.hostBits}`];
    case 'dshield':
    case 'p2p':
      return [`format ${form.kind}`];
    case 'json':
      return ['format json', ...form.keys.map((key) => `key ${key}`), `host_bits ${form.hostBits}`];
    case 'delegated':
      return ['format delegated', ...form.countries.map((country) => `country ${country}`)];
    case 'csv':
      return [
        'format csv',
        `separator ${separators[form.separator] ?? 'comma'}`,
        `column ${form.columns.join(' ')}`,
        `host_bits ${form.hostBits}`,
        ...(form.where === undefined
          ? []
          : [`where ${form.where.column}`, ...form.where.is.map((text) => `is ${text}`)]),
      ];
  }
}
