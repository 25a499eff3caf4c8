import type { Evidence, Grade } from './pack.js';
import { places } from './places.js';

const graded =
  (grade: Grade) =>
  (address: string, says: string): Evidence => ({ grade, address, says });

export const source = graded('source');
export const seen = graded('seen');
export const listed = graded('listed');
export const named = graded('name');

/** The block list that most of the shorter ones are copies of. */
export const inSiptables = (line: number): Evidence =>
  listed(places.siptables(line), 'in a block list that its author filled from papers and a honeypot');

export const inKamailio: Evidence = listed(places.kamailio, "refused by Kamailio's default configuration");
export const inGuide: Evidence = listed(places.guide, 'dropped by the published script');
