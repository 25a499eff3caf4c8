/** A command that a runner finds in a line of output. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const replacements: Readonly<Record<string, string>> = {
  '%0D': '\r',
  '%0A': '\n',
  '%3A': ':',
  '%2C': ',',
  '%25': '%',
};
const decoded = (text: string) =>
  text.replace(/%(?:0D|0A|3A|2C|25)/g, (found) => replacements[found] ?? found);

/**
 * What GitHub's runner obeys in an output (actions/runner, ActionCommand.cs): a line that begins with `::name ...::`, and
 * `##[name ...]` anywhere in a line. .NET overlooks joiners when it compares, and trims all white space.
 */
export function commandsIn(output: string): readonly Command[] {
  return output.split(/\r\n|[\n\r]/).flatMap((line) => {
    const seen = line.replace(/[\u200c\u200d]/g, '');
    const [, head, data = ''] = /^\s*::(.*?)::(.*)$/su.exec(seen) ?? [];
    if (head !== undefined) return [commandOf(head, data)];
    return /##\w*\[/.test(seen) ? [{ name: 'legacy', properties: {}, data: line }] : [];
  });
}

function commandOf(head: string, data: string): Command {
  const [name = '', ...rest] = head.split(' ');
  const properties = rest
    .join(' ')
    .split(',')
    .map((pair) => pair.split(/=(.*)/s))
    .map(([key = '', value = '']) => [key, decoded(value)] as const);
  return { name, properties: Object.fromEntries(properties), data: decoded(data) };
}
