import { textInCell } from '../sql/cell.js';
import type { RowKind } from '../sql/verify.js';
import type { Held, HeldGateway, HeldParameter, HeldWebRule } from './held.js';
import type { Row } from './rows.js';

export type HeldReading =
  | { readonly kind: 'held'; readonly held: Held; readonly notes: readonly string[] }
  | { readonly kind: 'fault'; readonly words: string };

/** Turns the rows of all questions into what is held. `complete`: the row of the end was there. */
export function readHeld(rows: readonly Row[]): HeldReading {
  const faulty = rows.find((row) =>
    row.cells.some((cell) => cell !== undefined && textInCell(cell) === undefined),
  );
  if (faulty !== undefined)
    return fault(`the row${at(faulty)} has a cell that is no text of vos3000-verify.sql`);
  const of = (kind: RowKind) => rows.filter((row) => row.kind === kind);
  const unnumbered = [...of('parameter'), ...of('gateway'), ...of('web')].find(
    (row) => numberIn(row.cells[0]) === undefined,
  );
  if (unnumbered !== undefined) return fault(`the row${at(unnumbered)} has no number where its id belongs`);
  const complete = of('end').length > 0;
  const engines = new Map(
    of('table').map(({ cells }) => [text(cells[0]) ?? '', text(cells[1]) ?? ''] as const),
  );
  const has = (table: string) => engines.size === 0 || engines.has(table);
  // Rows of a table that the output breaks off before are not known to be none.
  const asked = (kind: RowKind, table: string) => of(kind).length > 0 || (complete && has(table));
  const [server] = of('server');
  return {
    kind: 'held',
    notes: complete ? [] : ['the output ends early: what is not in it was not compared'],
    held: {
      server: { database: text(server?.cells[0]), version: text(server?.cells[1]) },
      engines: engines.size === 0 ? undefined : engines,
      parameters: of('parameter').map(parameterIn),
      gateways: asked('gateway', 'e_gatewaymapping') ? of('gateway').map(gatewayIn) : undefined,
      web: asked('web', 'e_web_access_control') ? of('web').map(webRuleIn) : undefined,
    },
  };
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

function gatewayIn({
  cells: [id, capacity, registerType, maxDuration, callRate, callRateUnit, name],
}: Row): HeldGateway {
  const limits = { capacity, registerType, maxDuration, callRate, callRateUnit };
  return { id: numberIn(id) ?? 0, name: text(name) ?? '', ...limits };
}

const webRuleIn = ({ cells: [, path, allowed] }: Row): HeldWebRule => ({
  path: text(path) ?? '',
  allowed: text(allowed) ?? '',
});
