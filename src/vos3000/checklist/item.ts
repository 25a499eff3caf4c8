import { type PolicyPath, pathText } from '../../policy/path.js';
import type { Policy } from '../../policy/policy.js';
import { type GatewayField, gatewayFields } from '../catalogue/gateway.js';
import type { PageName } from '../catalogue/sources.js';
import { settingText } from '../catalogue/text.js';
import { valueText } from '../catalogue/value.js';
import { wantedParameters } from '../wanted.js';

/** A rule of the kernel and where the policy says it. */
export interface RuleOrigin {
  readonly id: string;
  readonly origin: PolicyPath;
}

/** The lists of the published guides, and the review that one of them asks for. */
export const listNames = ['flood checklist', 'flood layers', 'scanner layers', 'review'] as const;
export type ListName = (typeof listNames)[number];

/** An item of a list, and what of the policy holds it. */
export interface Item {
  /** For `--done`: `retry`, `flood-2`. */
  readonly id: string;
  readonly list: ListName;
  readonly title: string;
  /** None: nothing in the policy holds it. */
  readonly held: readonly Holder[];
  /** Points that it is made of: when all of them are verified, it is. */
  readonly parts: readonly string[];
  /** Where in the client it is looked at, if it is. */
  readonly page: PageName | undefined;
  /** How a person sees for himself that it works. */
  readonly byHand: string;
}

/** What holds an item. */
export type Holder =
  /** A rule of the kernel, and the limit that it holds. */
  | { readonly kind: 'rule'; readonly id: string; readonly value: string | undefined }
  /** A value that the switch should have: it can be compared with what it holds. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string; readonly path: PolicyPath }
  /** Something that the policy says and no rule carries. */
  | { readonly kind: 'policy'; readonly path: PolicyPath };

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
