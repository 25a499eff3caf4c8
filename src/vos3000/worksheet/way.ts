import { type Page, type PageName, pages } from '../catalogue/page.js';
import type { Sheet } from './sheet.js';
import type { Block } from './worksheet.js';

/** Where to click for a page, and what that is worth. */
export function wayTo({ cite }: Pick<Sheet, 'cite'>, name: PageName): Block {
  const page: Page = pages[name];
  const section =
    page.section === undefined ? [] : [`; manual ${page.section.value}, `, ...cite(page.section)];
  return { kind: 'way', menus: page.way.value, after: [' (', ...cite(page.way), ...section, ')'] };
}
