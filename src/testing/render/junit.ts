import { visible } from '../../diagnostics/visible.js';
import { type ToldTest, unplayedText } from '../outcome.js';
import { countTests, failureSentence, packetSentence, ruleSentence } from './sentences.js';

/**
 * JUnit's XML as CI systems read it: a suite for each backend. No times: they would differ from run to run, and nothing
 * here takes any.
 */
export function renderJunit(tests: readonly ToldTest[]): string {
  const backends = [...new Set(tests.map(({ backend }) => backend))];
  const suites = backends.map((backend) =>
    suiteText(
      backend,
      tests.filter((test) => test.backend === backend),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts(tests)}>\n${suites.join('')}</testsuites>\n`;
}

function suiteText(backend: string, tests: readonly ToldTest[]): string {
  const name = attribute('name', backend);
  return `  <testsuite${name}${counts(tests)}>\n${tests.map(caseText).join('')}  </testsuite>\n`;
}

function caseText({ name, backend, location, failures, unplayed }: ToldTest): string {
  const place =
    location === undefined
      ? ''
      : attribute('file', location.path) + attribute('line', String(location.start.line));
  const start = `    <testcase${attribute('name', name)}${attribute('classname', backend)}${place}`;
  if (unplayed !== undefined)
    return `${start}>\n      <skipped${attribute('message', unplayedText(unplayed))}/>\n    </testcase>\n`;
  if (failures.length === 0) return `${start}/>\n`;
  return `${start}>\n${failures.map(failureText).join('')}    </testcase>\n`;
}

function failureText(failure: ToldTest['failures'][number]): string {
  const { packet } = failure;
  const body = packet === undefined ? '' : `${packetSentence(packet)}; ${ruleSentence(packet)}`;
  return `      <failure${attribute('message', failureSentence(failure))}>${escaped(body)}</failure>\n`;
}

function counts(tests: readonly ToldTest[]): string {
  const { failed, skipped } = countTests(tests);
  const some = skipped === 0 ? '' : attribute('skipped', String(skipped));
  return attribute('tests', String(tests.length)) + attribute('failures', String(failed)) + some;
}

const attribute = (name: string, value: string): string => ` ${name}="${escaped(value)}"`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no way to say most control characters, U+FFFE and U+FFFF, not even as a reference. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
