import { cidrs } from '../../net/cidrs.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Sources } from '../../policy/policy.js';
import type { Vos3000 } from '../../policy/vos3000.js';
import { type GatewayField, gatewayFields } from '../catalogue/gateway.js';
import { type Fact, fact, type PageName } from '../catalogue/sources.js';
import { settingText } from '../catalogue/text.js';
import { valueText } from '../catalogue/value.js';
import { type Wanted, wantedParameters } from '../wanted.js';

/** A value of the switch that a profile changes. */
export interface Change {
  readonly page: PageName;
  /** A parameter's name, or `trunk-1: rate limit (calls a second)`. */
  readonly name: string;
  /** Without the profile; `undefined`: the policy does not say, so that it is what stood there. */
  readonly before: string | undefined;
  /** With it; `undefined`: the profile takes it out of the policy, so that nothing is to be done. */
  readonly after: string | undefined;
  /** As the switch is delivered, where that is known. */
  readonly delivered: Fact<string> | undefined;
  readonly verify: string;
  /** Records of attempts: off last and on first, so that they are off for as short as can be. */
  readonly records: boolean;
  readonly path: PolicyPath;
}

/** What differs with the profile, in the order in which it is set on the way in. */
export function changesOf(before: Vos3000 | undefined, after: Vos3000): readonly Change[] {
  const all = [
    ...parameterChanges(before, after),
    ...gatewayChanges(before, after),
    ...pageChanges(before, after),
  ].filter((change) => change.after !== undefined && change.before !== change.after);
  return [...all.filter(({ records }) => !records), ...all.filter(({ records }) => records)];
}

const recordIds: readonly string[] = ['record-zero-duration', 'record-illegal-call'];

function parameterChanges(before: Vos3000 | undefined, after: Vos3000): readonly Change[] {
  const { wanted, notWanted } = wantedParameters(after);
  const old = before === undefined ? [] : wantedParameters(before).wanted;
  const known = wanted.map((one): Change => {
    const first = old.find(({ parameter }) => parameter === one.parameter);
    const { page, verify, id } = one.parameter;
    return {
      ...{ page, verify, name: one.written, path: one.path },
      before: first && textOf(first),
      after: textOf(one),
      delivered: deliveredOf(one),
      records: recordIds.includes(id),
    };
  });
  const others = notWanted.map(({ written, path }): Change => {
    const [first, second] = [before?.parameters.get(written), after.parameters.get(written)];
    const verify = 'Look the parameter up in the client first: it is not understood.';
    return {
      ...{ page: 'system-parameters', name: written, verify, path, records: false, delivered: undefined },
      before: first === undefined ? undefined : String(first),
      after: String(second),
    };
  });
  return [...known, ...others];
}

const textOf = ({ inVersion, value }: Wanted): string => valueText(inVersion.kind, value);

function deliveredOf({ inVersion: { kind, initial } }: Wanted): Fact<string> | undefined {
  return initial && fact(valueText(kind, initial.value), initial);
}

function gatewayChanges(before: Vos3000 | undefined, after: Vos3000): readonly Change[] {
  const byName = new Map(before?.mappingGateways.map((gateway) => [gateway.name, gateway]));
  return after.mappingGateways.flatMap((gateway) => {
    const old = byName.get(gateway.name);
    return gatewayFields.map(
      (field: GatewayField): Change => ({
        page: 'mapping-gateway',
        name: `${gateway.name}: ${field.title}`,
        before: old && settingText(old, field),
        after: settingText(gateway, field),
        verify: field.verify,
        delivered: undefined,
        records: false,
        path: [...gateway.path, field.key],
      }),
    );
  });
}

function pageChanges(before: Vos3000 | undefined, after: Vos3000): readonly Change[] {
  const onOff = (on: boolean | undefined) => (on === undefined ? undefined : on ? 'on' : 'off');
  return [
    {
      page: 'web-access-control',
      name: 'Web Access Control',
      before: addressesOf(before?.webAccessControl),
      after: addressesOf(after.webAccessControl),
      verify: 'Open a web page from an address that is on the list, and from one that is not.',
      delivered: undefined,
      records: false,
      path: [...after.path, 'web_access_control'],
    },
    {
      page: 'dynamic-blacklist',
      name: 'Dynamic black list',
      before: onOff(before?.dynamicBlacklist),
      after: onOff(after.dynamicBlacklist),
      verify: 'Look at its page.',
      delivered: undefined,
      records: false,
      path: [...after.path, 'dynamic_blacklist'],
    },
  ];
}

const mostAddresses = 20;

function addressesOf(sources: Sources | undefined): string | undefined {
  if (sources === undefined) return undefined;
  const first: string[] = [];
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const cidr of cidrs(sources.set, family)) {
      if (first.length === mostAddresses) return `${first.join(', ')} and others of the policy`;
      first.push(cidr);
    }
  return first.join(', ');
}
