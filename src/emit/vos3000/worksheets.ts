import type { Policy } from '../../policy/policy.js';
import type { Ruleset } from '../../ruleset/ruleset.js';
import type { Audit } from '../../vos3000/audit/audit.js';
import { makeWorksheet } from '../../vos3000/worksheet/make-worksheet.js';
import { makeWays } from '../../vos3000/worksheet/ways.js';
import type { Worksheet } from '../../vos3000/worksheet/worksheet.js';
import { htmlSheet } from './html.js';
import { markdownSheet } from './markdown.js';

/** How worksheets are printed, and from what. */
export interface SheetOptions {
  /** Also as pages of HTML. */
  readonly html: boolean;
  /** What the switch holds already. */
  readonly audit: Audit | undefined;
}

/** Sheets for a person at the client of the switch, by file name; none where the policy says nothing of it. */
export function worksheetTexts(
  policy: Policy,
  rulesets: readonly Ruleset[],
  { html, audit }: SheetOptions,
): ReadonlyMap<string, string> {
  const rules = rulesets.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules));
  const input = { policy, audit, rules };
  const sheet = makeWorksheet(input);
  const ways = makeWays(input);
  const sheets: readonly (readonly [name: string, sheet: Worksheet])[] = [
    ...(sheet === undefined ? [] : [['vos3000', sheet] as const]),
    ...(ways === undefined ? [] : [['vos3000-back', ways.back] as const, ['vos3000-in', ways.into] as const]),
  ];
  return new Map(
    sheets.flatMap(([name, one]) => [
      [`${name}.md`, markdownSheet(one)] as const,
      ...(html ? [[`${name}.html`, htmlSheet(one)] as const] : []),
    ]),
  );
}
