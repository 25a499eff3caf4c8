/** The text as `nft list` would break it into lines: a line for each part of a set and for each rule, and no remarks. */
export function unfolded(text: string): string {
  return text
    .replace(/ \\\n\s*/g, ' ')
    .replace(
      /vmap \{\n([^}]*)\}/g,
      (_, cases: string) => `vmap { ${cases.replace(/ # .*/g, '').trim().replace(/\n\s*/g, ' ')} }`,
    )
    .replace(/^\t((?:set|limit|chain) \S+ \{) (.*); \}(?: {2}# .*)?$/gm, (_, head: string, parts: string) =>
      [`\t${head}`, ...split(parts).map((part) => `\t\t${part}`), '\t}'].join('\n'),
    );
}

/** At each `; `, but not inside of quotes. The declaration of a hook stays one line, as nft has it. */
function split(parts: string): readonly string[] {
  const hook = /^type filter hook [^;]*; policy accept(?:; |$)/.exec(parts)?.[0] ?? '';
  const rest = parts.slice(hook.length);
  const rules = rest.match(/(?:"[^"]*"|[^";])+/g) ?? [];
  return [...(hook === '' ? [] : [`${hook.replace(/; $/, '')};`]), ...rules.map((rule) => rule.trim())];
}
