import type { PolicyPath } from '../../policy/path.js';
import type { Policy } from '../../policy/policy.js';
import type { Vos3000 } from '../../policy/vos3000.js';
import { type Audit, itemsAt } from '../audit/audit.js';
import { type Origin, type Page, type PageName, pages, type Source } from '../catalogue/sources.js';
import { gradeText } from '../catalogue/text.js';
import type { RuleOrigin } from '../checklist/item.js';
import { type WantedParameters, wantedParameters } from '../wanted.js';
import { type Block, blank, code, list, type Piece, strong, type Text } from './worksheet.js';

/** Letters for the sources that a sheet cites, in the order in which it does. */
export interface Citations {
  /** What a fact is worth and where it stands: `said by guides (B)`; what is unverified stands out. */
  readonly cite: (origin: Origin) => readonly Piece[];
  readonly blocks: () => readonly Block[];
}

export function citations(): Citations {
  const cited: Source[] = [];
  const letterOf = (source: Source): string => {
    if (!cited.includes(source)) cited.push(source);
    return letters(cited.indexOf(source));
  };
  return {
    cite: ({ grade, source }) => {
      const letter = ` (${letterOf(source)})`;
      return grade === 'unverified' ? [strong('UNVERIFIED'), letter] : [`${gradeText[grade]}${letter}`];
    },
    blocks: () => [
      list(...cited.map((source, at) => [`(${letters(at)}) ${source.title}: `, { link: source.address }])),
    ],
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A to Z, then AA and so on: no number on a sheet is one of ours. */
function letters(index: number): string {
  const rest = Math.floor(index / alphabet.length);
  return `${rest === 0 ? '' : letters(rest - 1)}${alphabet[index % alphabet.length]}`;
}

/** What the switch holds where the policy wants something; room to write where nobody has looked. */
export type Present = (path: PolicyPath) => Text;

/** Several switches have several values of one name, and all of them are shown. */
function presentIn(audit: Audit | undefined): Present {
  const itemsOf = itemsAt(audit);
  return (path) => {
    const items = itemsOf(path);
    const held = items.flatMap(({ held }) => (held === undefined ? [] : [held]));
    if (held.length === 0) return [blank];
    return held.flatMap((value, at) => [at === 0 ? '' : ', ', code(shortened(value))]);
  };
}

/** A cell of a table is no place for more. */
const mostCharacters = 100;

const shortened = (value: string): string =>
  value.length > mostCharacters ? `${value.slice(0, mostCharacters)}...` : value;

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

/** Where to click for a page, and what that is worth. */
export function wayTo({ cite }: Pick<Sheet, 'cite'>, name: PageName): Block {
  const page: Page = pages[name];
  const section =
    page.section === undefined ? [] : [`; manual ${page.section.value}, `, ...cite(page.section)];
  return { kind: 'way', menus: page.way.value, after: [' (', ...cite(page.way), ...section, ')'] };
}
