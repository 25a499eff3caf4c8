/** The request methods of RFC 3261, 3262, 3311, 6086, 6665, 3903, 3428 and 3515, in the order in which they are tried. */
export const methods = [
  'REGISTER', 'INVITE', 'OPTIONS', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO',
  'SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'REFER',
] as const; // biome-ignore format: a table

export type Method = (typeof methods)[number];
