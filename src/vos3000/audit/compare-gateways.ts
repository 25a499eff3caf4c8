import type { MappingGateway } from '../../policy/vos3000.js';
import type { Held, HeldGateway } from '../held/held.js';
import type { Item, Verdict } from './audit.js';

const empty = {
  moid: undefined,
  range: undefined,
  row: undefined,
  text: undefined,
  kind: 'gateway',
} as const;

export interface ComparedGateways {
  readonly items: readonly Item[];
  readonly notes: readonly string[];
}

const SHOWN = 5;

/** Each gateway of the policy against the one of its name. What the policy does not name is counted. */
export function compareGateways(wanted: readonly MappingGateway[], held: Held): ComparedGateways {
  if (wanted.length === 0) return { items: [], notes: [] };
  const { rows, untold } = held.gateways;
  const byName = new Map<string, HeldGateway[]>();
  for (const gateway of rows) byName.set(gateway.name, [...(byName.get(gateway.name) ?? []), gateway]);
  const named = new Set(wanted.map(({ name }) => name));
  const others = rows.filter(({ name }) => !named.has(name)).map(({ name }) => name);
  const shown = `${others.slice(0, SHOWN).join(', ')}${others.length > SHOWN ? ', ...' : ''}`;
  return {
    items: wanted.flatMap((gateway) => {
      const own = byName.get(gateway.name) ?? [];
      if (own.length === 0) return [absent(gateway, untold)];
      return own.flatMap((one) => compareGateway(gateway, one, held.unread));
    }),
    notes: [
      ...unitNote(
        rows.filter(({ name }) => wanted.some((one) => one.name === name && one.cps !== undefined)),
        held.unread,
      ),
      ...(others.length === 0
        ? []
        : [`mapping gateways that are not in the policy: ${others.length} (${shown})`]),
    ],
  };
}

/** A number without its unit is half a limit. */
function unitNote(held: readonly HeldGateway[], unread: Held['unread']): readonly string[] {
  const rated = held.filter(({ callRate }) => callRate !== undefined);
  if (rated.length === 0) return [];
  const unseen = unread.get('maxcallrateunit');
  if (unseen !== undefined) return [`cps is compared with maxcallrate without its unit: ${unseen}`];
  const units = [...new Set(rated.map(({ callRateUnit }) => callRateUnit ?? 'NULL'))].sort();
  const meaning = `what maxcallrateunit ${units.slice(0, SHOWN).join(', ')} means is not published`;
  return [`cps is compared with maxcallrate; ${meaning}: check the unit in the client`];
}

/** No row of its name; where not all rows were told, it may be among the others. */
const absent = ({ name, path }: MappingGateway, untold: string | undefined): Item => ({
  ...empty,
  what: name,
  verdict: untold === undefined ? 'missing' : 'unknown',
  held: undefined,
  wanted: 'a mapping gateway',
  remark: untold,
  path,
});

function compareGateway(wanted: MappingGateway, held: HeldGateway, unread: Held['unread']): readonly Item[] {
  const { name, path } = wanted;
  const both: readonly Compared[] = [
    authentication(wanted, held, unread),
    limit('cps', wanted.cps, held.callRate, unread.get('maxcallrate')),
    limit('concurrent_calls', wanted.concurrentCalls, held.capacity, unread.get('capacity')),
    duration(wanted, held, unread.get('maxcalldurationupper')),
    limit('online_check', wanted.onlineCheck, undefined, 'no column is known for it: look at the client'),
  ];
  return both
    .filter(({ wanted: value }) => value !== undefined)
    .map((one) => ({ ...empty, ...one, what: `${name} ${one.what}`, path: [...path, one.what] }));
}

type Compared = Pick<Item, 'what' | 'verdict' | 'held' | 'wanted' | 'remark'>;

function verdictOf(wanted: number | undefined, held: string | undefined): Verdict {
  if (held === undefined) return 'unknown';
  if (!/^-?\d{1,15}$/.test(held)) return 'unreadable';
  return Number(held) === wanted ? 'same' : 'differs';
}

const noValue = 'the database has no value for it: look at the client';

/** `why`: what is known of a value that is missing. */
function limit(
  what: string,
  wanted: number | undefined,
  held: string | undefined,
  why: string | undefined,
): Compared {
  const verdict = verdictOf(wanted, held);
  return {
    what,
    verdict,
    held,
    wanted: wanted === undefined ? undefined : String(wanted),
    remark: verdict === 'unknown' ? (why ?? noValue) : undefined,
  };
}

function duration({ maxDuration }: MappingGateway, held: HeldGateway, why: string | undefined): Compared {
  const compared = limit('max_duration', maxDuration, held.maxDuration, why);
  return { ...compared, remark: compared.remark ?? meanings.get(held.maxDuration ?? '') };
}

const meanings: ReadonlyMap<string, string> = new Map([
  ['-1', 'as the system parameter says'],
  ['0', 'no limit'],
]);

/** By password, or a static gateway by address or by address and port, which a column of another table tells. */
function authentication(
  { authentication: wanted }: MappingGateway,
  { registerType, authenticationMethod: method }: HeldGateway,
  unread: Held['unread'],
): Compared {
  const both = { what: 'authentication', wanted };
  if (registerType === undefined)
    return { ...both, verdict: 'unknown', held: undefined, remark: unread.get('registertype') ?? noValue };
  if (registerType !== '0') {
    const held = registerTypes.get(registerType) ?? `registertype ${registerType}`;
    return { ...both, verdict: held === wanted ? 'same' : 'differs', held, remark: undefined };
  }
  const held =
    method === undefined ? 'ip or ip_port' : (methods.get(method) ?? `sipauthenticationmethod ${method}`);
  if (wanted === 'password' || method !== undefined)
    return { ...both, verdict: held === wanted ? 'same' : 'differs', held, remark: undefined };
  const remark =
    unread.get('sipauthenticationmethod') ?? 'whether the port counts, the database does not say';
  return { ...both, verdict: 'unknown', held, remark };
}

const registerTypes: ReadonlyMap<string, string> = new Map([
  ['1', 'password'],
  ['3', 'IMS edge device'],
]);

/** That the column has the numbers of the web interface is concluded from its name. */
const methods: ReadonlyMap<string, string> = new Map([
  ['0', 'ip'],
  ['1', 'ip_port'],
]);
