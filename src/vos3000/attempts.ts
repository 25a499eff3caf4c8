import { secondsIn } from '../net/rate.js';
import type { Limit, Limits, Policy } from '../policy/policy.js';

/** What the policy lets reach the switch in calls a second, and what each of them costs where every attempt is recorded. */
export interface Attempts {
  /** All strangers together; `undefined`: nothing caps them. */
  readonly strangers: number | undefined;
  /** Of the gateways that have a limit. */
  readonly gateways: number;
  /** Rows in the database that an hour at these rates writes; `undefined`: nobody can say. */
  readonly rowsAnHour: number | undefined;
}

const secondsAnHour = 3600;

/** By the common caps of strangers and the gateways' CPS. Whether a call that the switch answers 503 is recorded too is not known. */
export function attemptsOf({ sip, vos3000 }: Policy): Attempts {
  const strangers = sip.strangers === 'deny' ? 0 : callsASecond(sip.strangers.together);
  const gateways = (vos3000?.mappingGateways ?? []).reduce((sum, { cps }) => sum + (cps ?? 0), 0);
  const rowsAnHour = strangers === undefined ? undefined : Math.ceil((strangers + gateways) * secondsAnHour);
  return { strangers, gateways, rowsAnHour };
}

/** The least of what the entries allow that an INVITE is charged to. */
function callsASecond(limits: Limits): number | undefined {
  const entries = [limits.get('INVITE') ?? limits.get('other'), limits.get('all')];
  const rates = entries.flatMap((limit) => (limit === undefined ? [] : rateOf(limit)));
  return rates.length === 0 ? undefined : Math.min(...rates);
}

function rateOf(limit: Limit): readonly number[] {
  switch (limit.kind) {
    case 'allow':
    case 'greylist':
      return [];
    case 'drop':
      return [0];
    case 'rate':
      return [limit.rate.count / secondsIn[limit.rate.unit]];
    case 'window':
      return [(limit.count * 1000) / limit.span];
  }
}
