import { visible, visibleJson } from '../../diagnostics/visible.js';
import { type PolicyPath, pathText } from '../../policy/path.js';
import { type Audit, type Item, isDifference, isUnknown, type Verdict, verdicts } from './audit.js';

/** Where a file says what stands at a path: `policy.yaml:12:5`; `undefined` where none does. */
export type PlaceOf = (path: PolicyPath) => string | undefined;

const WIDEST = 44;

/** The audit for people: a line for each thing that is not as wanted, then the notes and the counts. */
export function auditText(audit: Audit, policy: string, placeOf: PlaceOf): string {
  const told = audit.items.filter(({ verdict, remark }) => verdict !== 'same' || remark !== undefined);
  const width = Math.min(WIDEST, Math.max(0, ...told.map((item) => nameOf(item).length)));
  const lines = [
    `${headOf(audit)}, policy ${policy}`,
    ...told.map((item) => `  ${lineOf(item, width, placeOf)}`),
    ...audit.notes.map((note) => `  note: ${note}`),
    countsOf(audit.items),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function headOf({ schema, server }: Audit): string {
  const by = server.version === undefined ? '' : ` (server ${server.version})`;
  return `VOS3000 ${schema ?? 'of unknown version'} in ${server.database ?? 'an unnamed database'}${by}`;
}

const nameOf = ({ what, moid }: Item): string => (moid === undefined ? what : `${what} (object ${moid})`);

function lineOf(item: Item, width: number, placeOf: PlaceOf): string {
  const { verdict, held, wanted, range, remark, path } = item;
  const both = [
    ...(held === undefined ? [] : [`holds ${held}`]),
    ...(wanted === undefined ? [] : [`wanted ${wanted}`]),
    ...(range === undefined ? [] : [`range ${range.least}-${range.most}`]),
    ...(remark === undefined ? [] : [remark]),
  ].join(', ');
  const place = placeOf(path);
  return `${verdict.padEnd(10)}  ${nameOf(item).padEnd(width)}  ${both}${place === undefined ? '' : `  ${place}`}`;
}

const countWords: { readonly [V in Verdict]: string } = {
  same: 'as wanted',
  differs: 'differ',
  missing: 'missing',
  unreadable: 'unreadable',
  impossible: 'impossible',
  unknown: 'not told',
};

function countsOf(items: readonly Item[]): string {
  const counts = verdicts
    .map((verdict) => [verdict, items.filter((item) => item.verdict === verdict).length] as const)
    .filter(([verdict, count]) => count > 0 || verdict === 'same')
    .map(([verdict, count]) => `${count} ${countWords[verdict]}`);
  const sum = counts.join(', ');
  if (items.some(isDifference)) return sum;
  return items.some(isUnknown) ? `not everything was compared: ${sum}` : `no difference: ${sum}`;
}

export interface AuditedPolicy {
  readonly name: string;
  readonly sha256: string;
  readonly profile: string | undefined;
}

/** The audit for programs. What is not known is `null`, not left out. */
export function auditJson(audit: Audit, { profile, ...policy }: AuditedPolicy, placeOf: PlaceOf): string {
  const { server, schema, items, notes } = audit;
  const json = {
    format: 1,
    policy: { ...policy, profile: profile ?? null },
    server: { database: server.database ?? null, version: server.version ?? null },
    schema: schema ?? null,
    items: items.map((item) => itemJson(item, placeOf)),
    notes,
    summary: {
      differences: items.filter(isDifference).length,
      ...Object.fromEntries(
        verdicts.map((one) => [one, items.filter(({ verdict }) => verdict === one).length]),
      ),
    },
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const itemJson = (
  { kind, what, moid, verdict, held, wanted, range, remark, path }: Item,
  placeOf: PlaceOf,
) => ({
  ...{ kind, what, moid: moid ?? null, verdict, held: held ?? null, wanted: wanted ?? null },
  ...{ range: range ?? null, remark: remark ?? null, policy: pathText(path), at: placeOf(path) ?? null },
});
