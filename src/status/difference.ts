import type { Change, FieldChange, RuleChange } from '../plan/plan.js';
import { shortText } from '../plan/render/short-text.js';

/** One thing that is not as it was applied. */
export interface Difference {
  readonly part: 'rules' | 'sets' | 'sysctl' | 'boot' | 'pending';
  readonly text: string;
}

/** In words. The change is the one that would lead from what is there back to what was applied. */
export function differenceOf(change: Change): Difference {
  switch (change.kind) {
    case 'rule':
      return rules(ruleText(change));
    case 'chain':
      return rules(`chain ${change.chain}: ${goneOrNot(change.verb)} ${fieldsText(change.fields)}`.trimEnd());
    case 'leftover':
      return rules(`rules of the backend ${change.backend}`);
    case 'set':
      return {
        part: 'sets',
        text: `set ${change.name}: ${goneOrNot(change.verb)} ${fieldsText(change.fields)}`.trimEnd(),
      };
    case 'sysctl':
      return { part: 'sysctl', text: `sysctl ${change.key}: ${fieldsText(change.fields)}` };
  }
}

function ruleText({ id, chain, places, verb, text, fields }: RuleChange): string {
  const name = `${id ?? `(no id) in ${chain}`} (${places.join(', ')})`;
  switch (verb) {
    case 'add':
      return `rule gone: ${name}`;
    case 'remove':
      return `rule that was not applied: ${name}: ${shortText(text)}`;
    case 'change':
      return `rule changed: ${name}: ${fieldsText(fields)}`;
    case 'move':
      return `rule moved: ${name}`;
  }
}

const rules = (text: string): Difference => ({ part: 'rules', text });

function goneOrNot(verb: Change['verb']): string {
  switch (verb) {
    case 'add':
      return 'gone';
    case 'remove':
      return 'was not applied';
    case 'change':
    case 'move':
      return 'changed:';
  }
}

const fieldsText = (fields: readonly FieldChange[]): string =>
  fields
    .map(({ key, old, new: applied }) => {
      const what = key === 'value' ? '' : `${key} `;
      return `${what}applied ${shortText(applied ?? '(none)')}, now ${shortText(old ?? '(none)')}`;
    })
    .join('; ');
