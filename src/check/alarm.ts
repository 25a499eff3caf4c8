import { isDeepStrictEqual } from 'node:util';
import { type Document, nodeAt } from '../parse/document.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import { type Check, finding, keyAt } from './check.js';

/** What a profile that begins by itself says and rules do not begin. */
export const beginsByHand: Check = function* ({ policy: { alarm }, document }) {
  if (alarm === undefined) return;
  const body: PolicyPath = ['profiles', alarm.profile];
  const keys = [
    ...keysAt(document, body).filter((key) => !ofProfile.has(key)),
    ...keysAt(document, [...body, 'sip'])
      .filter((key) => key !== 'strangers')
      .map((key) => pathText(['sip', key])),
  ];
  if (keys.length > 0)
    yield finding('VG376', keyAt(document, alarm.path), { profile: alarm.profile, keys: keys.join(', ') });
};

/** Not laid over the policy, or looked at below. */
const ofProfile: ReadonlySet<string> = new Set(['expires', 'when', 'sip']);

function keysAt({ root }: Document, path: PolicyPath): readonly string[] {
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

/** It begins, and the rules stay as they are. */
export const beginsNothing: Check = function* ({ policy: { alarm, sip }, document }) {
  if (alarm === undefined) return;
  const why =
    sip.strangers === 'deny'
      ? 'strangers are denied anyway'
      : isDeepStrictEqual(alarm.strangers, sip.strangers)
        ? 'it says nothing of sip.strangers'
        : undefined;
  if (why !== undefined) yield finding('VG377', keyAt(document, alarm.path), { profile: alarm.profile, why });
};
