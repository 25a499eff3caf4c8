import { pathText } from '../../policy/path.js';
import { pages } from '../catalogue/page.js';
import { sources } from '../catalogue/sources.js';
import { checklistOf } from '../checklist/checklist.js';
import { type Holder, type Item, listNames } from '../checklist/item.js';
import type { Sheet } from './sheet.js';
import { type Block, code, type Piece, paragraph, type Section, strong, type Tick } from './worksheet.js';

const intro: { readonly [L in (typeof listNames)[number]]: string } = {
  'flood checklist': 'The checklist against floods of registrations, in the order of the guide: ',
  'flood layers': 'The five layers against floods: ',
  'scanner layers': 'The five layers against scanners: ',
  review: 'Again and again: ',
};

const sourceOf = {
  'flood checklist': sources.registrationFlood,
  'flood layers': sources.registrationFlood,
  'scanner layers': sources.sipScanner,
  review: sources.registrationFlood,
} as const;

/** The guides' lists with a box before each item, and what holds it. */
export function tickSection(sheet: Sheet): Section {
  const items = checklistOf(sheet.policy, sheet.rules);
  return {
    title: 'To tick off',
    blocks: listNames.flatMap((list): readonly Block[] => [
      paragraph(intro[list], ...sheet.cite({ grade: 'guide', source: sourceOf[list] })),
      { kind: 'ticks', items: items.filter((item) => item.list === list).map(tick) },
    ]),
  };
}

function tick({ id, title, held, page, byHand }: Item): Tick {
  const where = page === undefined ? [] : [`; page ${pages[page].title}`];
  return {
    done: false,
    text: [strong(title), ' (', code(id), '): ', ...heldBy(held), ...where, `. By hand: ${byHand}`],
  };
}

const shown = 4;

/** What holds an item, the first few by name. */
function heldBy(held: readonly Holder[]): readonly Piece[] {
  if (held.length === 0) return [strong('nothing in the policy holds it')];
  const named = held
    .slice(0, shown)
    .flatMap((holder, at) => [at === 0 ? 'held by ' : ', ', ...nameOf(holder)]);
  return held.length > shown ? [...named, ' and others'] : named;
}

function nameOf(holder: Holder): readonly Piece[] {
  switch (holder.kind) {
    case 'rule':
      return ['rule ', code(holder.id), ...(holder.value === undefined ? [] : [` (${holder.value})`])];
    case 'setting':
      return [code(holder.name), ' ', code(holder.value)];
    case 'policy':
      return ['the policy: ', code(pathText(holder.path))];
  }
}
