import type { Policy } from '../../policy/policy.js';
import type { Vos3000 } from '../../policy/vos3000.js';
import type { Audit } from '../audit/audit.js';
import type { RuleOrigin } from '../checklist/rule-origin.js';
import { type WantedParameters, wantedParameters } from '../wanted.js';
import { type Citations, citations } from './citations.js';
import { type Present, presentIn } from './present.js';

/** What every part of a sheet is made from. */
export interface Sheet {
  readonly policy: Policy;
  readonly vos3000: Vos3000;
  readonly parameters: WantedParameters;
  readonly present: Present;
  readonly audit: Audit | undefined;
  readonly rules: readonly RuleOrigin[];
  readonly cite: Citations['cite'];
  readonly cited: Citations['blocks'];
}

export interface SheetInput {
  readonly policy: Policy;
  readonly audit: Audit | undefined;
  readonly rules: readonly RuleOrigin[];
}

/** `undefined` where the policy says nothing of the switch: then there is nothing to do in its client. */
export function sheetOf({ policy, audit, rules }: SheetInput): Sheet | undefined {
  const { vos3000 } = policy;
  if (vos3000 === undefined) return undefined;
  const { cite, blocks } = citations();
  return {
    policy,
    vos3000,
    parameters: wantedParameters(vos3000),
    present: presentIn(audit),
    audit,
    rules,
    cite,
    cited: blocks,
  };
}
