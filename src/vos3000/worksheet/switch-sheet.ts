import { type PageName, pages } from '../catalogue/page.js';
import { heading } from './make-worksheet.js';
import type { Sheet } from './sheet.js';
import { wayTo } from './way.js';
import type { Block, Section, Worksheet } from './worksheet.js';

/** A sheet with its policy at the top and its sources at the end. */
export function switchSheet(title: string, sheet: Sheet, sections: readonly Section[]): Worksheet {
  return {
    title,
    sections: [
      { title: undefined, blocks: [heading(sheet)] },
      ...sections,
      { title: 'Sources', blocks: sheet.cited() },
    ],
  };
}

/** Where to click for each of the pages. */
export function whereSection(sheet: Sheet, names: readonly PageName[]): Section {
  return {
    title: 'Where',
    blocks: [...new Set(names)].flatMap((page): readonly Block[] => [
      { kind: 'heading', text: [pages[page].title] },
      wayTo(sheet, page),
    ]),
  };
}
