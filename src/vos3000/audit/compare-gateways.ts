import type { MappingGateway } from '../../policy/vos3000.js';
import type { HeldGateway } from '../held/held.js';
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
export function compareGateways(
  wanted: readonly MappingGateway[],
  held: readonly HeldGateway[] | undefined,
): ComparedGateways {
  if (wanted.length === 0) return { items: [], notes: [] };
  if (held === undefined)
    return { items: [], notes: ['the mapping gateways were not compared: their rows are missing'] };
  const byName = new Map<string, HeldGateway[]>();
  for (const gateway of held) byName.set(gateway.name, [...(byName.get(gateway.name) ?? []), gateway]);
  const named = new Set(wanted.map(({ name }) => name));
  const others = held.filter(({ name }) => !named.has(name)).map(({ name }) => name);
  const shown = `${others.slice(0, SHOWN).join(', ')}${others.length > SHOWN ? ', ...' : ''}`;
  return {
    items: wanted.flatMap((gateway) => compareGateway(gateway, byName.get(gateway.name) ?? [])),
    notes: [
      ...unitNote(
        held.filter(({ name }) => wanted.some((one) => one.name === name && one.cps !== undefined)),
      ),
      ...(wanted.some(({ authentication: how }) => how === 'ip_port')
        ? ['whether authentication looks at the port, only the client shows']
        : []),
      ...(others.length === 0
        ? []
        : [`mapping gateways that are not in the policy: ${others.length} (${shown})`]),
    ],
  };
}

/** A number without its unit is half a limit. */
function unitNote(held: readonly HeldGateway[]): readonly string[] {
  const rated = held.filter(({ callRate }) => callRate !== undefined);
  if (rated.length === 0) return [];
  const units = [...new Set(rated.map(({ callRateUnit }) => callRateUnit ?? 'NULL'))].sort();
  const meaning = `what maxcallrateunit ${units.slice(0, SHOWN).join(', ')} means is not published`;
  return [`cps is compared with maxcallrate; ${meaning}: check the unit in the client`];
}

function compareGateway(wanted: MappingGateway, held: readonly HeldGateway[]): readonly Item[] {
  const { name, path } = wanted;
  if (held.length === 0)
    return [
      {
        ...empty,
        what: name,
        verdict: 'missing',
        held: undefined,
        wanted: 'a mapping gateway',
        remark: undefined,
        path,
      },
    ];
  return held.flatMap((gateway) => {
    const both: readonly Compared[] = [
      authentication(wanted, gateway),
      cps(wanted, gateway),
      calls(wanted, gateway),
      duration(wanted, gateway),
      check(wanted),
    ];
    return both
      .filter(({ wanted: value }) => value !== undefined)
      .map((one) => ({ ...empty, ...one, what: `${name} ${one.what}`, path: [...path, one.what] }));
  });
}

type Compared = Pick<Item, 'what' | 'verdict' | 'held' | 'wanted' | 'remark'>;

function verdictOf(wanted: number | undefined, held: string | undefined): Verdict {
  if (held === undefined) return 'unknown';
  if (!/^-?\d{1,15}$/.test(held)) return 'unreadable';
  return Number(held) === wanted ? 'same' : 'differs';
}

const noColumn = 'the database has no value for it: look at the client';

function limit(
  what: string,
  wanted: number | undefined,
  held: string | undefined,
  remark?: string,
): Compared {
  const verdict = verdictOf(wanted, held);
  return {
    what,
    verdict,
    held,
    wanted: wanted === undefined ? undefined : String(wanted),
    remark: verdict === 'unknown' ? noColumn : remark,
  };
}

const calls = ({ concurrentCalls }: MappingGateway, { capacity }: HeldGateway): Compared =>
  limit('concurrent_calls', concurrentCalls, capacity);

const cps = ({ cps: wanted }: MappingGateway, { callRate }: HeldGateway): Compared =>
  limit('cps', wanted, callRate);

const duration = ({ maxDuration }: MappingGateway, { maxDuration: held }: HeldGateway): Compared =>
  limit('max_duration', maxDuration, held, held === undefined ? undefined : meanings.get(held));

const meanings: ReadonlyMap<string, string> = new Map([
  ['-1', 'as the system parameter says'],
  ['0', 'no limit'],
]);

/** By address or by address and port is not told apart in the database. */
function authentication({ authentication: wanted }: MappingGateway, { registerType }: HeldGateway): Compared {
  const held = registerType === undefined ? undefined : (registerTypes.get(registerType) ?? registerType);
  const asked = wanted === 'ip_port' ? 'ip' : wanted;
  const verdict: Verdict = held === undefined ? 'unknown' : held === asked ? 'same' : 'differs';
  return {
    what: 'authentication',
    verdict,
    held,
    wanted,
    remark: verdict === 'unknown' ? noColumn : undefined,
  };
}

const registerTypes: ReadonlyMap<string, string> = new Map([
  ['0', 'ip'],
  ['1', 'password'],
  ['3', 'IMS edge device'],
]);

const check = ({ onlineCheck }: MappingGateway): Compared => limit('online_check', onlineCheck, undefined);
