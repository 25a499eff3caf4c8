import { pathText } from '../../policy/path.js';
import {
  type Between,
  type PolicyTest,
  type TestAnswer,
  type TestExpectation,
  type TestedSet,
  type TestStep,
  testedSets,
} from '../../policy/policy-test.js';
import { child, entries, type Field, fault, items, optional, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readNumber, readSwitch, readText } from './scalars.js';
import { readSend, type SendReader } from './test-send.js';
import { readDuration, readWeekTime } from './units.js';

/** `profiles`: the names that a test may ask for. */
export function readTests(
  field: Field,
  profiles: readonly string[],
  reader: SendReader,
): readonly PolicyTest[] {
  return items(field).map((test) => {
    const profile = child(test, 'profile');
    const answer = readAnswer(child(test, 'answer'), 'nothing');
    const now = (profile.node === undefined ? undefined : readText(profile)) === reader.profile;
    return {
      name: readText(child(test, 'name')),
      profile: optional(profile, (named) => readProfile(named, profiles)),
      ports: readNumber(child(test, 'ports')),
      starts: optional(child(test, 'starts'), readWeekTime),
      steps: readSteps([test, ...items(child(test, 'then'))], answer, reader, now),
      path: test.path,
    };
  });
}

function readProfile(field: Field, known: readonly string[]): string {
  const name = readText(field);
  if (!known.includes(name)) {
    fault(field, 'VG228', { what: 'profile', name, nearest: nearest(name, known), known });
  }
  return name;
}

function readSteps(
  fields: readonly Field[],
  answer: TestAnswer,
  reader: SendReader,
  now: boolean,
): readonly TestStep[] {
  const steps = fields.map((step) => readStep(step, answer, reader, now));
  for (const [index, { send }] of steps.entries()) {
    if (send.stream.connections === 'new' || steps[index - 1]?.send.transport === 'tcp') continue;
    const connections = child(child(child(fields[index] as Field, 'send'), 'stream'), 'connections');
    fault(connections, 'VG605', { path: pathText(connections.path) });
  }
  return steps;
}

/** A later step is answered as the first one is, unless it says otherwise. */
function readStep(field: Field, answer: TestAnswer, reader: SendReader, now: boolean): TestStep {
  return {
    wait: optional(child(field, 'wait'), readDuration),
    answer: readAnswer(child(field, 'answer'), answer),
    send: readSend(child(field, 'send'), reader, now),
    expect: readExpectation(child(field, 'expect')),
  };
}

function readAnswer(field: Field, otherwise: TestAnswer): TestAnswer {
  if (field.node?.kind === 'map')
    return new Map(entries(field).map(([method, status]) => [method, readNumber(status)]));
  const answer = optional(field, (given) => (textOf(given) === 'nothing' ? 'nothing' : readNumber(given)));
  return answer ?? otherwise;
}

function readExpectation(field: Field): TestExpectation {
  const inSet = (set: TestedSet) => [set, optional(child(field, set), readSwitch)] as const;
  return {
    delivered: optional(child(field, 'delivered'), readBetween),
    dropped: optional(child(field, 'dropped'), readBetween),
    sets: Object.fromEntries(testedSets.map(inSet)) as TestExpectation['sets'],
    rule: optional(child(field, 'rule'), readText),
    path: field.path,
  };
}

/** `14..16`, or one number. */
function readBetween(field: Field): Between {
  const text = readText(field);
  const [least = 0, most = least] = text.split('..').map(Number);
  if (least > most) fault(field, 'VG218', { path: pathText(field.path), text });
  return { least, most };
}
