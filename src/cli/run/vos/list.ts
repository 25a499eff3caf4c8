import { visibleJson } from '../../../diagnostics/visible.js';
import { parameters } from '../../../vos3000/catalogue/catalogue.js';
import { gatewayFields } from '../../../vos3000/catalogue/gateway.js';
import type { InVersion, Parameter } from '../../../vos3000/catalogue/parameter.js';
import { type SchemaVersion, schemaVersions } from '../../../vos3000/catalogue/schema-version.js';
import { gradeText, rangeText } from '../../../vos3000/catalogue/text.js';
import { valueText } from '../../../vos3000/catalogue/value.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosInvocation } from '../../vos-invocation.js';

type Invocation = Extract<VosInvocation, { readonly kind: 'vos-list' }>;

/** `vosguard vos list`: a line for each name, by version; then the settings of gateways. */
export function vosList({ schema, json }: Invocation, io: Io): ExitStatus {
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
