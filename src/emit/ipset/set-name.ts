import { notLegalized } from '../not-legalized.js';

/** IPSET_MAXNAMELEN is 32 with the NUL. */
const LONGEST_NAME = 31;

export function setName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) && name.length <= LONGEST_NAME
    ? name
    : notLegalized(`ipset would not take ${JSON.stringify(name)} for a name`);
}
