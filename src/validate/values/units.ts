import { parseByteRate } from '../../net/byte-rate.js';
import { parseDuration } from '../../net/duration.js';
import { mergePorts, parsePort } from '../../net/port.js';
import { protocolNumber } from '../../net/protocol.js';
import { parseRate, parseWindow, type RateAndBurst, type Window } from '../../net/rate.js';
import type { Count, Milliseconds, Parsed, PortRange } from '../../net/units.js';
import { daysOf, everyDay, isWholeWeek, minutesOf, weekdayOf, windowsOf, zoneOf } from '../../net/week.js';
import { pathText } from '../../policy/path.js';
import type { ByteLimit } from '../../policy/policy.js';
import type { When } from '../../policy/sip.js';
import { child, type Field, fault, items, missing, textOf } from '../field.js';

/*
 * Each reader gives a value whatever stands there. A policy with a mistake is never handed on, so what stands in for
 * a faulty value only lets the reading go on to the next mistake. Of the wrong kinds of values the schema speaks.
 */
const one = 1 as Count;
const second = 1_000 as Milliseconds;

function parsedOr<T, F>(parsed: Parsed<T, F> | undefined, report: (fault: F) => void, standIn: T): T {
  if (parsed?.kind === 'fault') report(parsed.fault);
  return parsed?.kind === 'value' ? parsed.value : standIn;
}

/** The text goes to the parser; nothing does where there is none. */
function parse<T>(field: Field, parser: (text: string) => T): T | undefined {
  const text = textOf(field);
  return text === undefined ? undefined : parser(text);
}

export function readRate(field: Field): RateAndBurst {
  const path = pathText(field.path);
  const standIn: RateAndBurst = { rate: { count: one, unit: 'second' }, burst: one };
  return parsedOr(parse(field, parseRate), (found) => fault(field, 'VG210', { path, fault: found }), standIn);
}

export function readByteLimit(field: Field): ByteLimit {
  const path = pathText(field.path);
  const standIn = { perSecond: one, burst: one };
  const found = parsedOr(
    parse(field, parseByteRate),
    (wrong) => fault(field, 'VG219', { path, fault: wrong }),
    standIn,
  );
  return { ...found, path: field.path };
}

export function readDuration(field: Field): Milliseconds {
  const path = pathText(field.path);
  return parsedOr(
    parse(field, parseDuration),
    (found) => fault(field, 'VG211', { path, fault: found }),
    second,
  );
}

export function readWindow(field: Field): Window {
  const path = pathText(field.path);
  const standIn: Window = { count: one, span: second };
  return parsedOr(
    parse(field, parseWindow),
    (found) => fault(field, 'VG213', { path, fault: found }),
    standIn,
  );
}

/** 24 days: a whole number of days that ipset still takes (2147483 s, its manual page says, "timeout"). */
const longestTimeout = (24 * 86_400_000) as Milliseconds;

/** A duration that ipset and conntrack keep in whole seconds. */
export function readTimeout(field: Field): Milliseconds {
  const found = readDuration(field);
  if (found % second === 0 && found <= longestTimeout) return found;
  fault(field, 'VG214', { path: pathText(field.path), found, low: second, high: longestTimeout });
  return second;
}

/** A finding where neither list has a port. */
export function requirePorts(parent: Field, udp: Field, tcp: Field, ...others: readonly string[]): void {
  if (parent.node?.kind === 'map' && hasNothing(udp) && hasNothing(tcp))
    missing(parent, 'udp', 'tcp', ...others);
}

const hasNothing = ({ node }: Field) =>
  node === undefined || (node.kind === 'list' && node.items.length === 0);

const portsOfProtocol: ReadonlyMap<number, 'tcp' | 'udp'> = new Map([
  [6, 'tcp'],
  [17, 'udp'],
]);

/** IANA's number. What has ports is named by them: one line with the whole of TCP would open every port. */
export function readProtocol(field: Field): number {
  const number = protocolNumber(textOf(field) ?? '') ?? 1;
  const key = portsOfProtocol.get(number);
  if (key !== undefined) fault(field, 'VG239', { path: pathText(field.path), key });
  return number;
}

/** A list of ports, sorted and merged. */
export function readPorts(field: Field): readonly PortRange[] {
  return mergePorts(items(field).flatMap(readPort));
}

function readPort(field: Field): readonly PortRange[] {
  const { node } = field;
  if (node?.kind !== 'scalar' || typeof node.value === 'boolean' || node.value === null) return [];
  const parsed = parsePort(node.value);
  if (parsed.kind === 'value') return [parsed.value];
  fault(field, 'VG212', { path: pathText(field.path), fault: parsed.fault });
  return [];
}

/** Names of devices, each once, and none that another with `*` stands for: each is a rule of its own. */
export function readDevices(field: Field): readonly string[] {
  const names = [...new Set(items(field).map((item) => textOf(item) ?? ''))];
  const wide = names.filter((name) => name.endsWith('*'));
  return names.filter((name) => !wide.some((other) => other !== name && name.startsWith(other.slice(0, -1))));
}

/** Whatever is always is no condition. */
export function readWhen(field: Field): When | undefined {
  const [hours, days, zone] = [child(field, 'hours'), child(field, 'days'), child(field, 'zone')];
  if (field.node?.kind === 'map' && hours.node === undefined && days.node === undefined)
    missing(field, 'hours', 'days');
  const [from = '00:00', until = '24:00'] = textOf(hours)?.split('-') ?? [];
  if (from === until)
    fault(hours, 'VG206', {
      path: pathText(hours.path),
      text: textOf(hours) ?? '',
      expected: 'two times that differ; all day is no `hours`',
    });
  const windows = windowsOf({
    days: days.node === undefined ? everyDay : items(days).flatMap((day) => daysOf(textOf(day) ?? '')),
    from: minutesOf(from),
    until: minutesOf(until),
    zone: zoneOf(textOf(zone) ?? 'UTC'),
  });
  return windows.some(isWholeWeek)
    ? undefined
    : { windows, zoned: zone.node !== undefined, path: field.path };
}

/** Seconds from the beginning of a Sunday, UTC. */
export function readWeekTime(field: Field): number {
  const [day = 'mon', time = '12:00'] = textOf(field)?.split(' ') ?? [];
  return (weekdayOf(day) ?? 1) * 86_400 + minutesOf(time) * 60;
}
