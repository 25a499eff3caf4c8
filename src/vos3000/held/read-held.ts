import { textInCell } from '../sql/literal.js';
import type { RowKind, TableName } from '../sql/verify.js';
import type { Held, HeldGateway, HeldParameter, HeldWebRule, Refusal, Row, Told } from './held.js';

export type HeldReading =
  | { readonly kind: 'held'; readonly held: Held; readonly notes: readonly string[] }
  | { readonly kind: 'fault'; readonly words: string };

/** The kinds whose rows are of a table, in the order in which they are asked for. */
const kinds = ['parameter', 'gateway', 'web'] as const;
type Kind = (typeof kinds)[number];

/** Without these a question cannot be answered. */
const tablesOf: { readonly [K in Kind]: readonly TableName[] } = {
  parameter: ['e_moconfig'],
  gateway: ['e_gatewaymapping'],
  web: ['e_web_access_control'],
};

/** Turns the rows of all questions into what is held. What the server refused is never taken for empty. */
export function readHeld(rows: readonly Row[], refusals: readonly Refusal[] = []): HeldReading {
  const faulty = rows.find((row) =>
    row.cells.some((cell) => cell !== undefined && textInCell(cell) === undefined),
  );
  if (faulty !== undefined)
    return fault(`the row${at(faulty)} has a cell that is no text of vos3000-verify.sql`);
  const of = (kind: RowKind) => rows.filter((row) => row.kind === kind);
  const unnumbered = kinds.flatMap(of).find((row) => numberIn(row.cells[0]) === undefined);
  if (unnumbered !== undefined) return fault(`the row${at(unnumbered)} has no number where its id belongs`);
  const engines = new Map(
    of('table').map(({ cells }) => [text(cells[0]) ?? '', text(cells[1]) ?? ''] as const),
  );
  const asked = new Set(of('asked').flatMap(({ cells }) => text(cells[0])?.split(' ') ?? []));
  const untold = (kind: Kind) =>
    asked.size > 0 && !asked.has(kind) ? notAsked : whyUntold(kind, of, engines, refusals);
  const told = <T>(kind: Kind, read: (row: Row) => T): Told<T> => ({
    rows: of(kind).map(read),
    untold: untold(kind),
  });
  const [server] = of('server');
  return {
    kind: 'held',
    notes: of('end').length > 0 ? [] : ['the output ends early: its last row, end, is missing'],
    held: {
      server: { database: text(server?.cells[0]), version: text(server?.cells[1]) },
      engines: engines.size === 0 ? undefined : engines,
      parameters: told('parameter', parameterIn),
      gateways: told('gateway', gatewayIn),
      web: told('web', webRuleIn),
      asked: asked.size === 0 ? undefined : asked,
      unread: new Map(refusals.flatMap(unreadIn)),
    },
  };
}

/** An older `vos3000-verify.sql`, made before the policy spoke of it. */
export const notAsked = 'the script did not ask for it: compile writes the one of this policy';

/** Columns of a table of its own, beside that of the gateways. */
const settings = [
  'sipauthenticationmethod',
  'maxcalldurationupper',
  'maxcallrate',
  'maxcallrateunit',
] as const;

/** The columns that a refusal leaves untold, where their table is read at all. */
function unreadIn({ table, column, why }: Refusal): readonly (readonly [column: string, why: string])[] {
  if (column !== undefined) return [[column, why]];
  return table === 'e_gatewaymappingsetting' ? settings.map((one) => [one, why]) : [];
}

function whyUntold(
  kind: Kind,
  of: (kind: RowKind) => readonly Row[],
  engines: ReadonlyMap<string, string>,
  refusals: readonly Refusal[],
): string | undefined {
  const refused = refusals.find(
    ({ table, column }) => column === undefined && tablesOf[kind].some((one) => one === table),
  );
  if (refused !== undefined) return refused.why;
  const complete = of('end').length > 0;
  const [table = ''] = tablesOf[kind];
  if (complete && of(kind).length === 0 && engines.size > 0 && !engines.has(table))
    return `there is no table ${table}, or the account may not read it`;
  // Rows of a later question show that those of this one had come to their end.
  const later = kinds.slice(kinds.indexOf(kind) + 1).some((one) => of(one).length > 0);
  return complete || later ? undefined : 'the output ends before it';
}

const fault = (words: string): HeldReading => ({ kind: 'fault', words });
const at = ({ line }: Row): string => (line === undefined ? '' : ` in line ${line}`);

type Cell = string | undefined;

const text = (cell: Cell): string | undefined => (cell === undefined ? undefined : textInCell(cell));

function numberIn(cell: Cell): number | undefined {
  return cell !== undefined && /^-?\d{1,15}$/.test(cell) ? Number(cell) : undefined;
}

function parameterIn({ cells: [id, motype, moid, editable, name, value, memo] }: Row): HeldParameter {
  return {
    id: numberIn(id) ?? 0,
    motype: numberIn(motype),
    moid: numberIn(moid),
    editable: editable === undefined ? undefined : numberIn(editable) !== 0,
    name: text(name) ?? '',
    value: text(value),
    memo: text(memo),
  };
}

function gatewayIn({ cells }: Row): HeldGateway {
  const [id, capacity, registerType, authenticationMethod, maxDuration, callRate, callRateUnit, name] = cells;
  const limits = { capacity, registerType, authenticationMethod, maxDuration, callRate, callRateUnit };
  return { id: numberIn(id) ?? 0, name: text(name) ?? '', ...limits };
}

const webRuleIn = ({ cells: [, path, allowed] }: Row): HeldWebRule => ({
  path: text(path) ?? '',
  allowed: text(allowed) ?? '',
});
