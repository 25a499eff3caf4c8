import { nodeAt, placeOf } from '../../parse/document.js';
import { type Check, finding } from '../check.js';

/** A profile that changes the switch and does not say for how long: the way back would be forgotten. */
export const profileWithoutEnd: Check = function* ({ document }) {
  const { written } = document;
  for (const profile of document.profiles.keys()) {
    const path = ['profiles', profile];
    if (nodeAt(written, [...path, 'vos3000']) === undefined) continue;
    if (nodeAt(written, [...path, 'expires']) === undefined)
      yield finding('VG515', placeOf(written, path, 'key'), { profile });
  }
};
