import type { CallRecords } from './call-record.js';
import { bump, type Count } from './count.js';

/** What one source tried. */
export interface Groups {
  readonly numbers: Map<string, Count>;
  readonly causes: Map<string, Count>;
  readonly billingModes: Map<string, Count>;
}

export const emptyGroups = (): Groups => ({ numbers: new Map(), causes: new Map(), billingModes: new Map() });

/** Of a source with one attempt. */
export const groupsOf = (only: CallRecords): Groups => {
  const groups = emptyGroups();
  for (const key of ['number', 'cause', 'billingMode'] as const) bump(groups[`${key}s`], only[key], only);
  return groups;
};
