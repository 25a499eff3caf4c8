import { visible } from '../../diagnostics/visible.js';
import type { Block, Piece, Section, Text, Worksheet } from '../../vos3000/worksheet/worksheet.js';

/** Nothing of it means anything to Markdown, within backticks. */
const plain = /^[\p{L}\p{M}\p{N}._,:/%()+-]+( [\p{L}\p{M}\p{N}._,:/%()+-]+)*$/u;

/** One line of Markdown (CommonMark with the tables of GFM), in which no name and no value can be markup. */
const markdownText = (text: Text): string => text.map(piece).join('');

function piece(one: Piece): string {
  if (typeof one === 'string') return escaped(one);
  if ('code' in one) return codeText(visible(one.code));
  if ('strong' in one) return `**${escaped(one.strong)}**`;
  if ('link' in one) return `<${encodeURI(decodeURI(one.link))}>`;
  return '............';
}

/** Any ASCII punctuation may stand behind a backslash (CommonMark 0.31, 2.4). */
const escaped = (text: string): string => visible(text).replace(/[\\`*_[\]<>|~&#$]/g, '\\$&');

/**
 * A code span ends at the next backtick, and a cell of a table at the next bar, within a span too. References to
 * characters can be neither (CommonMark 0.31, 2.5), but a span shows them as they are: hence the element.
 */
function codeText(text: string): string {
  if (plain.test(text)) return `\`${text}\``;
  const references = text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (one) => `&#${one.codePointAt(0)};`);
  return `<code>${references}</code>`;
}

/** A worksheet as Markdown. */
export function markdownSheet({ title, sections }: Worksheet): string {
  const parts = [`# ${markdownText([title])}`, ...sections.flatMap(section)];
  return `${parts.join('\n\n')}\n`;
}

function section({ title, blocks }: Section): readonly string[] {
  return [...(title === undefined ? [] : [`## ${markdownText([title])}`]), ...blocks.map(block)];
}

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return markdownText(one.text);
    case 'heading':
      return `### ${markdownText(one.text)}`;
    case 'way':
      return `Where: ${one.menus.map((menu) => markdownText([{ strong: menu }])).join(' > ')}${markdownText(one.after)}`;
    case 'table':
      return [
        row(one.head.map((cell) => markdownText([cell]))),
        row(one.head.map(() => '---')),
        ...one.rows.map((cells) => row(cells.map(markdownText))),
      ].join('\n');
    case 'list':
      return one.items.map((item) => `- ${markdownText(item)}`).join('\n');
    case 'steps':
      return one.items.map((item, at) => `${at + 1}. ${markdownText(item)}`).join('\n');
    case 'ticks':
      return one.items.map(({ done, text }) => `- [${done ? 'x' : ' '}] ${markdownText(text)}`).join('\n');
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
