import { htmlSheet } from '../emit/vos3000/html.js';
import { markdownSheet } from '../emit/vos3000/markdown.js';
import type { Worksheet } from '../vos3000/worksheet/worksheet.js';

/** A sheet of its own, for a terminal or a printer. */
export const sheetText = (sheet: Worksheet, html: boolean): string =>
  html ? htmlSheet(sheet) : markdownSheet(sheet);
