import type { Milliseconds } from '../net/units.js';
import type { Policy } from '../policy/policy.js';

/** Seconds after which the switch lets a registration lapse: in schema 2.1.4.0, and later. */
const names = ['SS_ENDPOINTEXPIRE', 'SS_ENDPOINT_EXPIRE'];

/** What phones ask for where nobody says otherwise (RFC 3261 10.2). */
const hour = 3_600_000;

/** How long a phone may be silent between two registrations. */
export function registrationInterval({ vos3000 }: Policy): Milliseconds {
  const seconds = names.map((name) => Number(vos3000?.parameters.get(name))).find((number) => number > 0);
  return (seconds === undefined ? hour : seconds * 1_000) as Milliseconds;
}
