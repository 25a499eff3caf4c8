import type { Diagnostic } from '../diagnostic.js';
import { inOrder, moreText, shownOf } from '../order.js';
import { inert } from '../visible.js';
import { placeText } from './text.js';

/** One line a finding, `path:line:column: severity CODE message`, for grep and for editors' error lists. */
export function renderCompact(findings: readonly Diagnostic[]): string {
  const { told, more } = shownOf(inOrder(findings));
  const lines = told
    .map(({ finding, severity, location, what }) => {
      const place = location ? `${placeText(location)}: ` : '';
      return `${place}${severity} ${finding.code} ${what}\n`;
    })
    .join('');
  return inert(more.length === 0 ? lines : `${lines}note: ${moreText(more)}\n`);
}
