import { families } from '../../net/address.js';
import { cidrs } from '../../net/cidrs.js';
import { type Milliseconds, seconds } from '../../net/units.js';
import type { ListForm, ListSpec } from '../../policy/list-spec.js';
import { type PolicyPath, pathText } from '../../policy/path.js';
import { type Policy, sparedOf } from '../../policy/policy.js';
import { switchLists } from '../../policy/sources.js';
import { header } from '../legend.js';
import type { Printed } from '../manifest.js';

const DAY = 86_400_000;
/** As often as the timer runs: names that change have a short life. */
const SOON = 300_000;
/** A blocklist of last month blocks who has the addresses now. */
const LAPSES = 7 * DAY;

/**
 * `lists.conf`: the lists that `install.sh` fetches on the host, a key a line below `list NAME`, and below them the networks that none
 * of them may block (`spare`). `undefined` where there is no such list.
 */
export function emitListsConf(
  policy: Pick<Policy, 'name' | 'digest' | 'blocked' | 'trusted' | 'services' | 'sip'>,
  printed: readonly Printed[],
): string | undefined {
  const uses = usesOf(policy);
  const lists = new Map(uses.flatMap(({ lists }) => lists.map((spec) => [spec.name, spec] as const)));
  if (lists.size === 0) return undefined;
  const spared = sparedOf(policy);
  const lines = [
    ...[...lists.values()].flatMap((spec) => blockOf(spec, uses)),
    ...printed.flatMap((one) => namedSets(one, uses)),
    ...families.flatMap((family) => [...cidrs(spared, family)].map((network) => `spare ${network}`)),
  ];
  return `${header(policy, ['Lists that this host fetches by itself: sh install.sh lists refresh'])}\n${lines.join('\n')}\n`;
}

/** What lists are used for: `blocked`, `trusted`, `service.ssh`. */
interface Use {
  readonly name: string;
  readonly path: PolicyPath;
  readonly lists: readonly ListSpec[];
}

const usesOf = ({
  blocked,
  trusted,
  services,
}: Pick<Policy, 'blocked' | 'trusted' | 'services'>): readonly Use[] => [
  { name: 'blocked', path: ['blocked'], lists: switchLists(blocked) },
  { name: 'trusted', path: ['trusted'], lists: switchLists(trusted) },
  ...services.flatMap(({ name, path, from }) =>
    from === undefined ? [] : [{ name: `service.${name}`, path, lists: switchLists(from) }],
  ),
];

/** The sets of names, which the host fills, by the use that each is for. */
const namedSets = ({ backend, ruleset }: Printed, uses: readonly Use[]): readonly string[] =>
  ruleset.sets.flatMap((set) => {
    const digit = set.family === 'ipv6' ? 6 : 4;
    // By its path: nft has a digit behind each name, and a service may be called a, and another one a4.
    const use = uses.find(({ path }) => pathText(path) === pathText(set.origin));
    return use === undefined || !set.id.startsWith('named.')
      ? []
      : [`set ${backend} ${digit} ${use.name} ${set.name}`];
  });

function blockOf(spec: ListSpec, uses: readonly Use[]): readonly string[] {
  const { name, file: url, form, every = DAY, maxAge = LAPSES, min, max, maxChange, skip, origin } = spec;
  if (origin.kind === 'switch-names')
    return [
      `list ${name}`,
      `names ${origin.names.join(' ')}`,
      `keep ${seconds(origin.keep)}`,
      ...uses.flatMap((use) => (use.lists.some((one) => one.name === name) ? [`use ${use.name}`] : [])),
      ...formLines(form),
      `every ${seconds((spec.every ?? SOON) as Milliseconds)}`,
      ...(spec.maxAge === undefined ? [] : [`max_age ${seconds(spec.maxAge)}`]),
    ];
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
