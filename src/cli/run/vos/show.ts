import { visibleJson } from '../../../diagnostics/visible.js';
import { parameters } from '../../../vos3000/catalogue/catalogue.js';
import { type GatewayField, gatewayFields } from '../../../vos3000/catalogue/gateway.js';
import type { Parameter } from '../../../vos3000/catalogue/parameter.js';
import { schemaVersions } from '../../../vos3000/catalogue/schema-version.js';
import { tiers } from '../../../vos3000/catalogue/tier.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosInvocation } from '../../vos-invocation.js';
import { didYouMean } from '../did-you-mean.js';
import { gatewayFieldText } from './gateway-field-text.js';
import { parameterText } from './parameter-text.js';

type Invocation = Extract<VosInvocation, { readonly kind: 'vos-show' }>;

/** `vosguard vos show NAME`: everything that a name means, in each version. A name may be of two parameters. */
export function vosShow({ name, json }: Invocation, io: Io): ExitStatus {
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
