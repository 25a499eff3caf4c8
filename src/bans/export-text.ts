import { visible, visibleJson } from '../diagnostics/visible.js';
import type { ToldBan } from './list-text.js';
import { reasonText } from './reason.js';
import { sourceText } from './source-text.js';

export const exportFormats = ['plain', 'json', 'list'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * `plain`: a source a line, as firewalls and scripts read it. `list`: the same as a list file of a policy, with why and how long as
 * comments. `json`: everything that is known.
 */
export function exportText(bans: readonly ToldBan[], format: ExportFormat, total = bans.length): string {
  switch (format) {
    case 'plain':
      return bans.map(({ address }) => `${sourceText(address)}\n`).join('');
    case 'list':
      return [
        '# sources that vosguard has banned. In a policy, these two lines keep them out for good:\n',
        '# addresses: { banned: { file: THIS_FILE } }\n',
        '# blocked: [banned]\n',
        ...bans.map(
          ({ address, left, reason }) =>
            `${sourceText(address)} # ${visible(reasonText(reason))}, ${left} s were left\n`,
        ),
      ].join('');
    case 'json':
      return visibleJson(`${JSON.stringify({ format: 1, total, bans: bans.map(banJson) }, undefined, 2)}\n`);
  }
}

export const banJson = ({ address, left, of, reason }: ToldBan) => ({
  source: sourceText(address),
  secondsLeft: left,
  seconds: of ?? null,
  ...(reason.kind === 'hand'
    ? { by: 'hand', reason: reason.text }
    : { by: 'rule', causes: reason.causes, signatures: reason.signatures }),
});
