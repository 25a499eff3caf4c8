import type { Block, Section, Worksheet } from '../../vos3000/worksheet/worksheet.js';
import { markdownText } from './markdown-text.js';

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
