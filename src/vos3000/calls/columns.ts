/** What is read of a call record, and under which headings exports have it: letters and digits only, in small letters. */
export const columns = {
  source: ['callerip', 'calleripaddress', 'sourceip', 'sourceaddress'],
  number: ['calleee164', 'callee', 'calleenumber', 'callednumber'],
  time: ['starttime', 'begintime', 'startdate'],
  cause: ['endreason', 'terminatereason', 'terminationreason', 'endcause'],
  billingMode: ['billingmode', 'chargemode'],
} as const;

export type Column = keyof typeof columns;

/** Where each column is; `undefined` where it is missing. */
export type Places = { readonly [C in Column]: number | undefined };

export function placesIn(header: readonly string[]): Places {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const placeOf = (names: readonly string[]) => {
    const place = plain.findIndex((name) => names.includes(name));
    return place === -1 ? undefined : place;
  };
  return {
    source: placeOf(columns.source),
    number: placeOf(columns.number),
    time: placeOf(columns.time),
    cause: placeOf(columns.cause),
    billingMode: placeOf(columns.billingMode),
  };
}
