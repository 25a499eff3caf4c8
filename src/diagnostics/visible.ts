/**
 * Characters that a terminal acts on or does not show: controls, line and paragraph separators, lone
 * surrogates, and formats such as the bidirectional overrides U+202A to U+202E and U+2066 to U+2069
 * ("Trojan Source", CVE-2021-42574). The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const named: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * `##[add-matcher]`, `##vso[...]`, `##teamcity[...]`: the runners of GitHub, Azure and TeamCity obey these wherever they stand in
 * a line of output, and GitHub's `::error::` only at its beginning (actions/runner, ActionCommand.cs). It compares texts as
 * .NET does, which overlooks joiners.
 */
const inLine = /#(?=[\u200c\u200d]*#[\w\u200c\u200d]*\[)/g;
const atBeginning = /^([\s\u200c\u200d]*):(?=[\u200c\u200d]*:)/gm;

/** The text with every such character written out, as `\n`, `\x1b` or `\u{202e}`: safe to print. */
export function visible(text: string): string {
  return text
    .replace(unprintable, (character) => named.get(character) ?? escaped(character))
    .replace(inLine, '\\x23');
}

/** Text of several lines that has been made visible piece by piece, with nothing left that a runner obeys. */
export function inert(text: string): string {
  return text.replace(inLine, '\\x23').replace(atBeginning, '$1\\x3a');
}

/** JSON text with the same characters as `\uXXXX`, so that it is safe to print and still reads back the same. */
export function visibleJson(json: string): string {
  return json
    .replace(unprintable, (character) => (character === '\n' ? character : jsonEscape(character)))
    .replace(inLine, '\\u0023');
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
