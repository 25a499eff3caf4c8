import { type PolicyPath, pathText } from '../../policy/path.js';
import type { Policy } from '../../policy/policy.js';
import { type GatewayField, gatewayFields } from '../catalogue/gateway.js';
import { settingText } from '../catalogue/setting-text.js';
import { valueText } from '../catalogue/value.js';
import { wantedParameters } from '../wanted.js';
import type { Holder } from './item.js';
import type { RuleOrigin } from './rule-origin.js';

/** Answers what of a policy holds something. */
export interface Holders {
  /** Rules that come from a path, or from anything below it. */
  readonly rulesAt: (path: PolicyPath, value?: string) => readonly Holder[];
  /** A parameter that the policy wants, by our name. */
  readonly parameter: (id: string) => readonly Holder[];
  /** A setting of every gateway that has it. */
  readonly gateways: (key: GatewayField['key']) => readonly Holder[];
  /** A key below `vosguard`, where the policy has it. */
  readonly said: (has: boolean, ...path: PolicyPath) => readonly Holder[];
  /** A setting of the switch that is no parameter. */
  readonly setting: (value: string | undefined, name: string, ...path: PolicyPath) => readonly Holder[];
}

export function holdersOf({ vos3000 }: Policy, rules: readonly RuleOrigin[]): Holders {
  const wanted = vos3000 === undefined ? [] : wantedParameters(vos3000).wanted;
  return {
    rulesAt: (path, value) => {
      const text = pathText(path);
      const ids = rules.flatMap(({ id, origin }) => (isBelow(pathText(origin), text) ? [id] : []));
      return [...new Set(ids)].sort().map((id) => ({ kind: 'rule', id, value }));
    },
    parameter: (id) =>
      wanted.flatMap(({ parameter, written, path, inVersion, value }): readonly Holder[] => {
        if (parameter.id !== id) return [];
        return [{ kind: 'setting', name: written, value: valueText(inVersion.kind, value), path }];
      }),
    gateways: (key) => {
      const field = gatewayFields.find((one) => one.key === key);
      return (vos3000?.mappingGateways ?? []).flatMap((gateway): readonly Holder[] => {
        const value = field && settingText(gateway, field);
        if (value === undefined) return [];
        return [{ kind: 'setting', name: `${gateway.name} ${key}`, value, path: [...gateway.path, key] }];
      });
    },
    said: (has, ...path) => (has ? [{ kind: 'policy', path }] : []),
    setting: (value, name, ...path) => (value === undefined ? [] : [{ kind: 'setting', name, value, path }]),
  };
}

const isBelow = (origin: string, path: string): boolean =>
  origin === path || origin.startsWith(`${path}.`) || origin.startsWith(`${path}[`);
