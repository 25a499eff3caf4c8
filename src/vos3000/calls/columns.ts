/**
 * What is read of a call record, and under which headings exports have it, in small letters without spaces and marks: the columns of
 * e_cdr in both schemas, the client's English headings, and the Chinese ones of operators' exports and of the client.
 */
export const columns = {
  source: ['callerip', 'calleripaddress', 'sourceip', 'sourceaddress', '主叫ip', '主叫ip地址', '主叫地址'],
  caller: ['callere164', 'caller', 'callernumber', 'callingnumber', '主叫号码', '主叫'],
  number: ['calleee164', 'callee', 'calleenumber', 'callednumber', '被叫号码', '被叫'],
  gateway: [
    ...['callergatewayid', 'callergatewayh323id', 'callergateway', 'mappinggateway'],
    ...['主叫经由网关', '主叫网关', '对接网关'],
  ],
  start: ['starttime', 'begintime', 'startdate', '起始时间', '开始时间'],
  stop: ['stoptime', 'endtime', '终止时间', '结束时间'],
  hold: ['holdtime', 'duration', 'callduration', '通话时长', '通话时间', '时长'],
  cause: [
    'endreason',
    'terminatereason',
    'terminationreason',
    'endcause',
    '终止原因',
    '结束原因',
    '挂断原因',
  ],
  billingMode: ['billingmode', 'chargemode', '计费模式', '计费方式'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof columns;

/** Where each column is; `undefined` where it is missing. */
export type Places = { readonly [C in Column]: number | undefined };

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

export function placesIn(headings: readonly string[]): Places {
  const all = headings.map(plain);
  const placeOf = (names: readonly string[]) => {
    const place = all.findIndex((name) => names.includes(name));
    return place === -1 ? undefined : place;
  };
  return {
    source: placeOf(columns.source),
    caller: placeOf(columns.caller),
    number: placeOf(columns.number),
    gateway: placeOf(columns.gateway),
    start: placeOf(columns.start),
    stop: placeOf(columns.stop),
    hold: placeOf(columns.hold),
    cause: placeOf(columns.cause),
    billingMode: placeOf(columns.billingMode),
  };
}

const known: ReadonlySet<string> = new Set(Object.values(columns).flat());

/** Whether a line names columns: two of its cells do. One may be a number dialled that looks like a name. */
export const areHeadings = (cells: readonly string[]): boolean =>
  cells.filter((cell) => known.has(plain(cell))).length >= 2;

/**
 * The columns of a file that has no headings, as an operator names them: a list with commas, or the text of a file such as the
 * `cdr.column` that lies beside exported records. `-` or any other word is a column that does not matter.
 */
export function columnNames(text: string): readonly string[] {
  const separator = /[,;|\t\n]/.test(text.trim()) ? /[,;|\t\r\n]+/ : /\s+/;
  return text
    .replace(/^\ufeff/, '')
    .split(separator)
    .map((name) => name.trim().replaceAll(/^["'`]|["'`]$/g, ''))
    .filter((name) => name !== '');
}

/** Whether a word or list names columns, rather than a file. */
export const areColumnNames = (text: string): boolean =>
  columnNames(text).some((name) => known.has(plain(name)));
