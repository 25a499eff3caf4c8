import type { MappingGateway } from '../../policy/vos3000.js';
import type { GatewayField } from './gateway.js';
import type { Advice, InVersion, Occasion, Range, Unit, ValueKind } from './parameter.js';
import type { Grade } from './sources.js';
import { valueText } from './value.js';

/** What a grade means, for people. */
export const gradeText: { readonly [G in Grade]: string } = {
  database: 'seen in a database',
  manual: "seen in the vendor's manual",
  guide: 'said by guides',
  unverified: 'unverified',
};

export const occasionText: { readonly [O in Occasion]: string } = {
  always: 'normally',
  attack: 'under attack',
  'unsteady lines': 'where lines are unsteady',
  audit: 'during an audit',
};

const unitText: { readonly [U in Unit]: string } = {
  seconds: 'seconds',
  minutes: 'minutes',
  failures: 'failures',
  attempts: 'attempts',
  calls: 'calls',
  records: 'records',
  characters: 'characters',
  code: 'a code',
  unknown: 'a number, unit unknown',
};

export function kindText(kind: ValueKind): string {
  switch (kind.kind) {
    case 'switch':
      return 'a switch';
    case 'number':
      return unitText[kind.unit];
    case 'text':
      return `text: ${kind.form}`;
  }
}

export const rangeText = ({ least, most }: Range): string =>
  least === most ? String(least) : `${least} to ${most}`;

export function adviceText({ kind }: Pick<InVersion, 'kind'>, { wanted }: Advice): string {
  if (typeof wanted === 'boolean') return valueText(kind, wanted);
  return kind.kind === 'number' && kind.unit === 'seconds' ? `${rangeText(wanted)} s` : rangeText(wanted);
}

const authenticationText: ReadonlyMap<string, string> = new Map([
  ['ip', 'by IP'],
  ['ip_port', 'by IP and port'],
  ['password', 'by password'],
]);

/** A setting that a gateway should have, as a person reads it; `undefined` where the policy does not say. */
export function settingText(gateway: MappingGateway, { key, unit }: GatewayField): string | undefined {
  const number = (value: number | undefined) => (value === undefined ? undefined : `${value} ${unit}`);
  switch (key) {
    case 'authentication':
      return (
        gateway.authentication && (authenticationText.get(gateway.authentication) ?? gateway.authentication)
      );
    case 'cps':
      return number(gateway.cps);
    case 'concurrent_calls':
      return number(gateway.concurrentCalls);
    case 'max_duration':
      return number(gateway.maxDuration);
    case 'online_check':
      return number(gateway.onlineCheck);
  }
}
