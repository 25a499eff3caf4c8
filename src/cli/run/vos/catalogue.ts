import { wrap } from '../../../diagnostics/render/text.js';
import { visibleJson } from '../../../diagnostics/visible.js';
import { parameters } from '../../../vos3000/catalogue/catalogue.js';
import { type GatewayField, gatewayFields } from '../../../vos3000/catalogue/gateway.js';
import type { Advice, InVersion, Parameter } from '../../../vos3000/catalogue/parameter.js';
import { type SchemaVersion, schemaVersions } from '../../../vos3000/catalogue/schema-version.js';
import { type Fact, type Origin, pages } from '../../../vos3000/catalogue/sources.js';
import { adviceText, gradeText, kindText, occasionText, rangeText } from '../../../vos3000/catalogue/text.js';
import { type Tier, tiers } from '../../../vos3000/catalogue/tier.js';
import { valueText } from '../../../vos3000/catalogue/value.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosInvocation } from '../../vos-invocation.js';
import { didYouMean } from '../words.js';

/** What `vosguard vos show` prints of a parameter. */
export function parameterText(parameter: Parameter): string {
  const { id, title, about, verify, page, versions, advice } = parameter;
  const known = schemaVersions.flatMap((schema) => {
    const inVersion = versions[schema];
    return inVersion === undefined ? [] : [[`${schema}`, ...versionLines(inVersion)].join('\n')];
  });
  const newest = [...schemaVersions].reverse().flatMap((schema) => versions[schema] ?? [])[0];
  return [
    `${id}: ${title}`,
    wrap(about, '', ''),
    ...known,
    [
      namedLine('page', `${pages[page].title}: ${pages[page].way.value.join(' > ')}`),
      cited(pages[page].way),
      ...(newest === undefined ? [] : advice.flatMap((one) => adviceLines(newest, one))),
      namedLine('verify', verify),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function versionLines({ names, kind, range, initial, section }: InVersion): readonly string[] {
  const told = <T>(name: string, fact: Fact<T> | undefined, text: (value: T) => string) =>
    fact === undefined ? [] : [namedLine(name, text(fact.value)), cited(fact)];
  return [
    ...names.flatMap((name) => [namedLine('name', name.text), cited(name)]),
    namedLine('takes', kindText(kind)),
    ...told('range', range, rangeText),
    ...told('default', initial, (value) => valueText(kind, value)),
    ...told('manual', section, (value) => value),
  ];
}

const adviceLines = (inVersion: InVersion, advice: Advice): readonly string[] => [
  namedLine('advised', `${occasionText[advice.occasion]} ${adviceText(inVersion, advice)}: ${advice.why}`),
  cited(advice),
];

/** A name and what it is, as lines of `vosguard vos show`. */
export const namedLine = (name: string, text: string): string =>
  wrap(text, `  ${name.padEnd(10)}`, ' '.repeat(12));

/** Where a fact comes from, below the line that says it. */
export const cited = ({ grade, source }: Origin): string =>
  [
    wrap(`${gradeText[grade]}: ${source.title}`, ' '.repeat(12), ' '.repeat(12)),
    `${' '.repeat(12)}${source.address}`,
  ].join('\n');

/** What `vosguard vos show` prints of a setting of mapping gateways, with what the guides advise by size. */
export function gatewayFieldText(field: GatewayField): string {
  const { key, title, about, tab, advised, webName, columns, verify } = field;
  const page = pages['mapping-gateway'];
  return [
    `${key}: ${title}`,
    wrap(about, '', ''),
    [
      namedLine('page', `${page.way.value.join(' > ')}, ${tab.value}`),
      cited(tab),
      ...(advised === undefined
        ? []
        : [namedLine('advised', `${rangeText(advised.value)} ${field.unit}`), cited(advised)]),
      ...tiers.flatMap((tier) => tierLine(field, tier)),
      ...(webName === undefined ? [] : [namedLine('web', webName.value), cited(webName)]),
      ...columns.flatMap((one) => [
        namedLine('database', `${one.value.table}.${one.value.column}`),
        cited(one),
      ]),
      namedLine('verify', verify),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function tierLine({ key, unit }: GatewayField, tier: Tier): readonly string[] {
  switch (key) {
    case 'authentication':
    case 'online_check':
      return [];
    case 'cps':
      return [namedLine(tier.name, `${rangeText(tier.cps)} ${unit}, risk ${tier.risk}`), cited(tier)];
    case 'concurrent_calls':
      return [namedLine(tier.name, `${rangeText(tier.concurrentCalls)} ${unit}`), cited(tier)];
    case 'max_duration':
      return [namedLine(tier.name, `${tier.maxDuration} ${unit}`), cited(tier)];
  }
}

type ListInvocation = Extract<VosInvocation, { readonly kind: 'vos-list' }>;

/** `vosguard vos list`: a line for each name, by version; then the settings of gateways. */
export function vosList({ schema, json }: ListInvocation, io: Io): ExitStatus {
  const schemas = schema === undefined ? schemaVersions : [schema];
  const rows = schemas.flatMap((one) => rowsOf(one));
  if (json) {
    const gateways = gatewayFields.map(({ key, title }) => ({ key, title }));
    io.stdout.write(`${visibleJson(JSON.stringify({ parameters: rows, gateways }, undefined, 2))}\n`);
    return exitStatus.done;
  }
  for (const one of schemas) {
    io.stdout.write(`${one}\n`);
    for (const row of rows.filter(({ version }) => version === one)) io.stdout.write(`  ${line(row)}\n`);
  }
  io.stdout.write('mapping gateways\n');
  for (const { key, title } of gatewayFields) io.stdout.write(`  ${key.padEnd(nameWidth)}  ${title}\n`);
  io.stdout.write('vosguard vos show NAME tells ranges, advice and sources\n');
  return exitStatus.done;
}

interface Row {
  readonly version: SchemaVersion;
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly grade: string;
  readonly initial: string | null;
  readonly range: string | null;
}

function rowsOf(schema: SchemaVersion): readonly Row[] {
  return parameters.flatMap((parameter) => {
    const inVersion = parameter.versions[schema];
    return inVersion === undefined
      ? []
      : inVersion.names.map((_, at) => row(schema, parameter, inVersion, at));
  });
}

function row(version: SchemaVersion, { id, title }: Parameter, inVersion: InVersion, at: number): Row {
  const { kind, range, initial, names } = inVersion;
  const name = names[at] ?? names[0];
  return {
    version,
    name: name.text,
    id,
    title,
    grade: gradeText[name.grade],
    initial: initial === undefined ? null : valueText(kind, initial.value),
    range: range === undefined ? null : rangeText(range.value),
  };
}

const nameWidth = 50;

const line = ({ name, title, grade, initial, range }: Row): string =>
  [
    name.padEnd(nameWidth),
    `${initial ?? '-'}${range === null ? '' : `, ${range}`}`.padEnd(30),
    grade.padEnd(28),
    title,
  ].join('  ');

type ShowInvocation = Extract<VosInvocation, { readonly kind: 'vos-show' }>;

/** `vosguard vos show NAME`: everything that a name means, in each version. A name may be of two parameters. */
export function vosShow({ name, json }: ShowInvocation, io: Io): ExitStatus {
  const named = parameters.filter((parameter) => namesOf(parameter).includes(name.toUpperCase()));
  const found = named.length > 0 ? named : parameters.filter(({ id }) => id === name.toLowerCase());
  const fields = gatewayFields.filter(({ key }) => key === name.toLowerCase());
  if (found.length === 0 && fields.length === 0) {
    const guess = didYouMean(name.toUpperCase(), parameters.flatMap(namesOf));
    const message = `nothing is known of ${name}${guess || '; vosguard vos list lists what is'}`;
    return complain(io, exitStatus.usage, message);
  }
  io.stdout.write(
    json ? asJson(found, fields) : [...found.map(parameterText), ...fields.map(gatewayFieldText)].join('\n'),
  );
  return exitStatus.done;
}

function namesOf({ versions, id }: Parameter): readonly string[] {
  const names = schemaVersions.flatMap((schema) => versions[schema]?.names.map(({ text }) => text) ?? []);
  return [...names, id];
}

function asJson(found: readonly Parameter[], fields: readonly GatewayField[]): string {
  const gateways = fields.map((field) => ({ ...field, tiers }));
  return `${visibleJson(JSON.stringify({ parameters: found, gateways }, undefined, 2))}\n`;
}
