import { visible, visibleJson } from '../diagnostics/visible.js';
import { type Ban, banText, timeText } from './ban.js';
import { type Reason, reasonText } from './reason.js';

export interface ToldBan extends Ban {
  readonly reason: Reason;
}

/** For people: how many there are, then a line for each of the first. */
export function listText(bans: readonly ToldBan[], limit: number): string {
  if (bans.length === 0) return 'nobody is banned\n';
  const shown = bans.slice(0, limit);
  const rows = shown.map((ban) => [banText(ban), `${timeText(ban.left)} left`, reasonText(ban.reason)]);
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(
    ([source = '', left = '', reason = '']) =>
      `  ${source.padEnd(width(0))}  ${left.padStart(width(1))}  ${reason}`,
  );
  const rest = bans.length - shown.length;
  const more = rest > 0 ? [`  and ${rest.toLocaleString('en-US')} more; --limit shows more of them`] : [];
  const many = bans.length.toLocaleString('en-US');
  const heading = `${many} ${bans.length === 1 ? 'source is' : 'sources are'} banned`;
  return [heading, ...lines, ...more].map((line) => `${visible(line)}\n`).join('');
}

export const exportFormats = ['plain', 'json', 'list'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The others are the installer's: a host without Node has them too. */
export const banFormats = [...exportFormats, 'nft', 'ipset', 'crowdsec', 'exabgp', 'gobgp'] as const;
export type BanFormat = (typeof banFormats)[number];

export const isExportFormat = (format: BanFormat): format is ExportFormat =>
  exportFormats.some((one) => one === format);

/**
 * `plain`: a source a line, as firewalls and scripts read it. `list`: the same as a list file of a policy, with why and how long as
 * comments. `json`: everything that is known.
 */
export function exportText(bans: readonly ToldBan[], format: ExportFormat, total = bans.length): string {
  switch (format) {
    case 'plain':
      return bans.map((ban) => `${banText(ban)}\n`).join('');
    case 'list':
      return [
        '# sources that vosguard has banned. In a policy, these two lines keep them out for good:\n',
        '# addresses: { banned: { file: THIS_FILE } }\n',
        '# blocked: [banned]\n',
        ...bans.map(
          (ban) => `${banText(ban)} # ${visible(reasonText(ban.reason))}, ${ban.left} s were left\n`,
        ),
      ].join('');
    case 'json':
      return visibleJson(`${JSON.stringify({ format: 1, total, bans: bans.map(banJson) }, undefined, 2)}\n`);
  }
}

export const banJson = ({ left, of, reason, ...ban }: ToldBan) => ({
  source: banText(ban),
  secondsLeft: left,
  seconds: of ?? null,
  ...(reason.kind === 'hand'
    ? { by: 'hand', reason: reason.text }
    : { by: 'rule', causes: reason.causes, signatures: reason.signatures }),
});
