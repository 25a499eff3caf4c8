import { wrap } from '../../../diagnostics/render/wrap.js';
import type { Fact, Origin } from '../../../vos3000/catalogue/fact.js';
import { pages } from '../../../vos3000/catalogue/page.js';
import type { Advice, InVersion, Parameter } from '../../../vos3000/catalogue/parameter.js';
import { schemaVersions } from '../../../vos3000/catalogue/schema-version.js';
import { adviceText, gradeText, kindText, occasionText, rangeText } from '../../../vos3000/catalogue/text.js';
import { valueText } from '../../../vos3000/catalogue/value.js';

/** What `vosguard vos show` prints of a parameter. */
export function parameterText(parameter: Parameter): string {
  const { id, title, about, verify, page, versions, advice } = parameter;
  const known = schemaVersions.flatMap((schema) => {
    const inVersion = versions[schema];
    return inVersion === undefined ? [] : [[`${schema}`, ...versionLines(inVersion)].join('\n')];
  });
  const newest = [...schemaVersions].reverse().flatMap((schema) => versions[schema] ?? [])[0];
  return [
    `${id}: ${title}`,
    wrap(about, '', ''),
    ...known,
    [
      line('page', `${pages[page].title}: ${pages[page].way.value.join(' > ')}`),
      cited(pages[page].way),
      ...(newest === undefined ? [] : advice.flatMap((one) => adviceLines(newest, one))),
      line('verify', verify),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function versionLines({ names, kind, range, initial, section }: InVersion): readonly string[] {
  const told = <T>(name: string, fact: Fact<T> | undefined, text: (value: T) => string) =>
    fact === undefined ? [] : [line(name, text(fact.value)), cited(fact)];
  return [
    ...names.flatMap((name) => [line('name', name.text), cited(name)]),
    line('takes', kindText(kind)),
    ...told('range', range, rangeText),
    ...told('default', initial, (value) => valueText(kind, value)),
    ...told('manual', section, (value) => value),
  ];
}

const adviceLines = (inVersion: InVersion, advice: Advice): readonly string[] => [
  line('advised', `${occasionText[advice.occasion]} ${adviceText(inVersion, advice)}: ${advice.why}`),
  cited(advice),
];

/** A name and what it is, as lines of `vosguard vos show`. */
export const line = (name: string, text: string): string =>
  wrap(text, `  ${name.padEnd(10)}`, ' '.repeat(12));

/** Where a fact comes from, below the line that says it. */
export const cited = ({ grade, source }: Origin): string =>
  [
    wrap(`${gradeText[grade]}: ${source.title}`, ' '.repeat(12), ' '.repeat(12)),
    `${' '.repeat(12)}${source.address}`,
  ].join('\n');
