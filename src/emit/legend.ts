import { pathText } from '../policy/path.js';
import { bySection, glossary, holdingWords } from '../ruleset/legend.js';
import type { Chain, ConnectionTable, Meter, MeterKey, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';

/** Comment lines for the top of a file. A policy's name is free text, so it is cut down to what ends no comment. */
export function header({ name, digest }: Pick<Ruleset, 'name' | 'digest'>, lines: readonly string[]): string {
  const title = `vosguard: policy "${name.replace(/[^\x20-\x7e]/gu, '?')}", sha256 ${digest}`;
  return [title, ...lines].map((line) => `# ${line}\n`).join('');
}

const eachWords: { readonly [K in MeterKey]: string } = {
  source: 'each source',
  port: 'each port',
  destination: 'each destination',
  both: 'each source and destination',
  subnet: 'each subnet',
  all: 'all together',
};

/** What a meter or a table counts, by the policy's key and by whom: for a comment. */
export const counts = ({ origin, key }: Meter | ConnectionTable): string =>
  plain(origin.length === 0 ? eachWords[key] : `${pathText(origin)}, ${eachWords[key]}`);

/** What a set holds: for a comment. */
export function means(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return plain(pathText(set.origin));
    case 'fetched':
      return set.origin[0] === 'blocked'
        ? 'blocked by lists that install.sh fetches here; see lists.conf'
        : plain(`${pathText(set.origin)}: addresses of names that install.sh resolves here; see lists.conf`);
    case 'learned':
      return holdingWords[set.holds];
    case 'clock':
      return plain(`${pathText(set.origin)}: holds every address until the time is over`);
    case 'noted':
      return 'refused sources, each with the number of the rule (noted in manifest.json)';
  }
}

/** Keys of a policy are checked words; a comment takes nothing for granted. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/gu, '?');

const COLUMNS = 178;

/** What the words in names of chains and sets mean; those that no rule needs are left out. */
export function legend({ sets }: Pick<Ruleset, 'sets'>, more: readonly string[] = []): string {
  const learns = sets.some(({ kind }) => kind === 'clock');
  const terms = glossary.filter(({ term }) => term !== 'learning' || learns);
  return ['', 'Words:', ...terms.map(({ term, means }) => `  ${term}: ${means}`), ...more, '']
    .map((line) => `# ${line}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** The chains by the part of the way on which a packet meets them. */
export function indexOf(chains: readonly Pick<Chain, 'id' | 'name'>[]): string {
  const lines = bySection(chains).flatMap((section) =>
    wrapped(`# ${section.title} -`, shortened(section.chains.map(({ name }) => name))),
  );
  return [
    "# Chains, in the order in which a packet meets them; `.x` is the chain's name before it with .x:",
    ...lines,
    '#',
    '',
  ].join('\n');
}

/** `a.b a.b.c a.b.d` as `a.b .c .d`. */
function shortened(names: readonly string[]): readonly string[] {
  let whole = '';
  return names.map((name) => {
    if (whole !== '' && name.startsWith(`${whole}.`)) return name.slice(whole.length);
    whole = name;
    return name;
  });
}

function wrapped(title: string, names: readonly string[]): readonly string[] {
  const lines = [title];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last.length + name.length + 1 > COLUMNS) lines.push(`#   ${name}`);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return lines;
}
