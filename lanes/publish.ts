/** Puts a scenario's section, new or played again, into docs/lanes.md: from its heading to the next one. */
export function publish(document: string, title: string, section: string): string {
  const heading = `\n### ${title}\n`;
  const start = document.indexOf(heading);
  if (start === -1) throw new Error(`docs/lanes.md has no section "${title}"`);
  const rest = document.slice(start + heading.length);
  const next = /\n##+ /.exec(rest)?.index ?? rest.length;
  return `${document.slice(0, start)}${section.trimEnd()}\n${rest.slice(next)}`;
}
