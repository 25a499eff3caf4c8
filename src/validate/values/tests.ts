import type { Address } from '../../net/address.js';
import { parseAddress } from '../../net/read-address.js';
import { pathText } from '../../policy/path.js';
import type { PolicyTest, TestExpectation, TestSend, TestStep } from '../../policy/policy-test.js';
import { reportAddressFault } from '../addresses/address-fault.js';
import { child, type Field, fault, items, optional, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readChoice, readNumber, readSwitch, readText } from './scalars.js';
import { readDuration } from './units.js';

/** `profiles`: the names that a test may ask for. */
export function readTests(field: Field, profiles: readonly string[]): readonly PolicyTest[] {
  return items(field).map((test) => {
    const profile = child(test, 'profile');
    const answer = readAnswer(child(test, 'answer'), 'nothing');
    return {
      name: readText(child(test, 'name')),
      profile: optional(profile, (named) => readProfile(named, profiles)),
      ports: readNumber(child(test, 'ports')),
      steps: [test, ...items(child(test, 'then'))].map((step) => readStep(step, answer)),
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

/** A later step is answered as the first one is, unless it says otherwise. */
function readStep(field: Field, answer: TestStep['answer']): TestStep {
  return {
    wait: optional(child(field, 'wait'), readDuration),
    answer: readAnswer(child(field, 'answer'), answer),
    send: readSend(child(field, 'send')),
    expect: readExpectation(child(field, 'expect')),
  };
}

function readAnswer(field: Field, otherwise: TestStep['answer']): TestStep['answer'] {
  const answer = optional(field, (given) => (textOf(given) === 'nothing' ? 'nothing' : readNumber(given)));
  return answer ?? otherwise;
}

function readSend(field: Field): TestSend {
  return {
    from: readSource(child(field, 'from')),
    port: optional(child(field, 'port'), readNumber),
    transport: readChoice(child(field, 'transport'), ['udp', 'tcp']),
    method: optional(child(field, 'method'), readText),
    userAgent: optional(child(field, 'user_agent'), readText),
    allow: optional(child(field, 'allow'), readText),
    payload: optional(child(field, 'payload'), readText),
    size: optional(child(field, 'size'), readNumber),
    count: readNumber(child(field, 'count')),
    every: optional(child(field, 'every'), readDuration),
  };
}

function readSource(field: Field): Address {
  const text = textOf(field);
  const parsed = text === undefined ? undefined : parseAddress(text);
  if (parsed?.kind === 'fault') reportAddressFault(field.findings, parsed.fault, { path: field.path });
  return parsed?.kind === 'address' ? parsed.address : { family: 'ipv4', value: 0 };
}

function readExpectation(field: Field): TestExpectation {
  return {
    delivered: optional(child(field, 'delivered'), readDelivered),
    banned: optional(child(field, 'banned'), readSwitch),
    path: field.path,
  };
}

/** `14..16`, or one number. */
function readDelivered(field: Field): { readonly least: number; readonly most: number } {
  const text = readText(field);
  const [least = 0, most = least] = text.split('..').map(Number);
  if (least > most) fault(field, 'VG218', { path: pathText(field.path), text });
  return { least, most };
}
