import { type Call, type Marks, owned, type Period, type ReadCalls } from './call.js';
import { CallGroups } from './group-calls.js';
import { whose } from './whose.js';

/** A column of the wrong kind would have a value of its own in each record. */
const MOST_VALUES = 1000;
/** Sources that have completed a call: customers, and whoever they let call. */
const MOST_COMPLETED = 100_000;

/** Takes the unauthorised attempts out of records as they come, and notes who has ever completed a call. */
export function attemptsIn({ causes, billingModes }: Marks, { since, until }: Period) {
  const groups = new CallGroups();
  const completed = new Map<string, number>();
  const counted = { causes: new Map<string, number>(), billingModes: new Map<string, number>() };
  const [marked, modes] = [new Set(causes), new Set(billingModes)];
  let newest: number | undefined;
  let total = 0;

  const note = (source: string): void => {
    const key = completed.has(source) ? source : whose(source).key;
    const before = completed.get(key);
    if (before !== undefined) completed.set(key, before + 1);
    else if (completed.size < MOST_COMPLETED) completed.set(owned(key), 1);
  };

  return {
    add: (call: Call): void => {
      const { source, number, cause, billingMode, start, hold } = call;
      // A call outside the time shows as well as one inside that its source is a customer.
      if (hold !== undefined && hold > 0) note(source);
      if (
        start !== undefined &&
        ((since !== undefined && start < since) || (until !== undefined && start > until))
      )
        return;
      total++;
      if (start !== undefined && (newest === undefined || start > newest)) newest = start;
      count(counted.causes, cause);
      count(counted.billingModes, billingMode);
      if (!marked.has(cause.toLowerCase()) && !modes.has(billingMode.toLowerCase())) return;
      groups.add({ source, number, cause, billingMode, first: start, last: start, count: 1 });
    },
    result: (): Omit<ReadCalls, 'clock' | 'notes'> => ({
      grouped: groups.result(),
      ...{ total, ...counted, newest, gateways: [], completed },
    }),
  };
}

function count(counts: Map<string, number>, key: string): void {
  const before = counts.get(key);
  if (before !== undefined) counts.set(key, before + 1);
  else if (key !== '' && counts.size < MOST_VALUES) counts.set(owned(key), 1);
}
