import { notLegalized } from '../not-legalized.js';

/**
 * The name of a chain, set or limit as nft's scanner takes it. A word of letters alone could be one of its hundreds
 * of keywords, and which those are changes with the version; a dot or a digit sets it apart.
 */
export function identifier(name: string): string {
  const taken = /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) && /[.0-9]/.test(name);
  return taken ? name : notLegalized(`nft would not take ${JSON.stringify(name)} for a name`);
}
