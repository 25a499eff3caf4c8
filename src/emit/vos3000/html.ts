import { visible } from '../../diagnostics/visible.js';
import type { Block, Piece, Section, Text, Worksheet } from '../../vos3000/worksheet/worksheet.js';

/** A worksheet as a page of its own: no script, nothing from elsewhere, made to be printed. */
export function htmlSheet({ title, sections }: Worksheet): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${sections.map(section).join('')}</body>
</html>
`;
}

const style = `body { font-family: sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid #888; padding: .3em .6em; text-align: left; vertical-align: top; }
ul.ticks { list-style: none; padding-left: 0; }
.blank { border-bottom: 1px solid; display: inline-block; min-width: 7em; }
@media print { tr, li { break-inside: avoid; } }
`;

const section = ({ title, blocks }: Section): string =>
  `${title === undefined ? '' : `<h2>${escaped(title)}</h2>\n`}${blocks.map(block).join('')}`;

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return `<p>${htmlText(one.text)}</p>\n`;
    case 'heading':
      return `<h3>${htmlText(one.text)}</h3>\n`;
    case 'way':
      return `<p>Where: ${one.menus.map((menu) => htmlText([{ strong: menu }])).join(' &gt; ')}${htmlText(one.after)}</p>\n`;
    case 'table':
      return `<table>\n${row(
        'th',
        one.head.map((cell) => [cell]),
      )}${one.rows.map((cells) => row('td', cells)).join('')}</table>\n`;
    case 'list':
      return `<ul>\n${one.items.map(item).join('')}</ul>\n`;
    case 'steps':
      return `<ol>\n${one.items.map(item).join('')}</ol>\n`;
    case 'ticks':
      return `<ul class="ticks">\n${one.items.map(({ done, text }) => item([done ? '\u2611 ' : '\u2610 ', ...text])).join('')}</ul>\n`;
  }
}

const row = (tag: 'th' | 'td', cells: readonly Text[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('')}</tr>\n`;

const item = (text: Text): string => `<li>${htmlText(text)}</li>\n`;

const htmlText = (text: Text): string => text.map(piece).join('');

function piece(one: Piece): string {
  if (typeof one === 'string') return escaped(one);
  if ('code' in one) return `<code>${escaped(one.code)}</code>`;
  if ('strong' in one) return `<strong>${escaped(one.strong)}</strong>`;
  if ('link' in one) return `<a href="${escaped(one.link)}">${escaped(one.link)}</a>`;
  return '<span class="blank">&nbsp;</span>';
}

/** In text and in attributes between double quotes (HTML, 13.1.2). */
const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
