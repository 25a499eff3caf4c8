import { readAddress } from '../../net/read-address.js';
import { readTime } from './times.js';

/**
 * What is read of a call record, and under which headings exports have it, in small letters without spaces and marks: the columns of
 * e_cdr in both schemas, the client's English headings, and the Chinese ones of operators' exports and of the client.
 */
export const columns = {
  source: [
    ...['callerip', 'calleripaddress', 'calleraddress', 'callingip', 'sourceip', 'sourceaddress'],
    ...['主叫ip', '主叫ip地址', '主叫地址'],
  ],
  caller: ['callere164', 'caller', 'callernumber', 'calling', 'callingnumber', '主叫号码', '主叫'],
  number: ['calleee164', 'callee', 'calleenumber', 'called', 'callednumber', '被叫号码', '被叫'],
  gateway: [
    ...['callergatewayid', 'callergatewayh323id', 'callergateway', 'mappinggateway'],
    ...['主叫经由网关', '主叫网关', '对接网关'],
  ],
  start: ['starttime', 'begintime', 'startdate', '起始时间', '开始时间'],
  stop: ['stoptime', 'endtime', 'terminatetime', 'enddate', '终止时间', '结束时间'],
  hold: [
    ...['holdtime', 'duration', 'callduration', 'talktime', 'conversationtime'],
    ...['通话时长', '通话时间', '时长'],
  ],
  cause: [
    'endreason',
    'terminatereason',
    'terminatedreason',
    'terminationreason',
    'hangupreason',
    'hangupcause',
    'endcause',
    'releasecause',
    '终止原因',
    '结束原因',
    '挂断原因',
  ],
  billingMode: ['billingmode', 'chargemode', '计费模式', '计费方式'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof columns;

/** Where each column is; `undefined` where it is missing. */
export type Places = { readonly [C in Column]: number | undefined };

/** A unit behind a name, where it is the one that is read anyway: `Hold time (s)`, `通话时长（秒）`. */
const secondsBehind = /[(\uff08[]\s*(?:s|secs?|seconds?|秒)\s*[)\uff09\]]\s*$/i;

/** What headings are of, in the other form of Chinese writing. */
const simplified: ReadonlyMap<string, string> = new Map(
  ['號号', '碼码', '時时', '間间', '開开', '終终', '結结', '掛挂', '斷断', '計计', '費费', '長长', '話话', '經经', '網网', '關关', '對对'].map(
    ([from = '', to = '']) => [from, to],
  ),
); // biome-ignore format: pairs

/** Without a table before it and a function around it, as in `FROM_UNIXTIME(e_cdr.starttime/1000)`. */
function plain(heading: string): string {
  const bare = heading.replace(secondsBehind, '');
  const inner = /^\s*\w+\(\s*([\w.`]+)/.exec(bare)?.[1] ?? bare;
  const name = inner.slice(inner.lastIndexOf('.') + 1);
  return [...name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')]
    .map((character) => simplified.get(character) ?? character)
    .join('');
}

function placesIn(headings: readonly string[]): Places {
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
const areHeadings = (cells: readonly string[]): boolean =>
  cells.filter((cell) => known.has(plain(cell))).length >= 2;

/**
 * The columns of a file that has no headings, as an operator names them: a list with commas, or the text of a file such as the
 * `cdr.column` that lies beside exported records. `-`, any other word and nothing is a column that does not matter.
 */
export function columnNames(text: string): readonly string[] {
  const all = text.replace(/^\ufeff/, '').trim();
  const lines = /[,;|\t\n]/.test(all) ? all.split(/\r?\n/) : [all.replaceAll(/\s+/g, ',')];
  return lines
    .filter((line) => line.trim() !== '')
    .flatMap((line) => line.replace(/[,;|\t\s]+$/, '').split(/[,;|\t]/))
    .map((name) => name.trim().replaceAll(/^["'`]|["'`]$/g, ''));
}

/** Whether a word or list names columns, rather than a file. */
export const areColumnNames = (text: string): boolean =>
  columnNames(text).some((name) => known.has(plain(name)));

/** How the records of a file are laid out. */
export interface Layout {
  readonly places: Places;
  /** Records at the beginning that are none: headings, and titles before them. */
  readonly skipped: number;
  /** Cells that a whole record has; `undefined`: as many as it likes. */
  readonly width: number | undefined;
  /** Of hourly files: where the caller's address was found. */
  readonly sourceField?: number | undefined;
  /** What was concluded, for people. */
  readonly note: string | undefined;
}

export type LayoutReading =
  | ({ readonly kind: 'layout' } & Layout)
  | { readonly kind: 'fault'; readonly words: string };

/**
 * The softswitch's own hourly files: 18 fields with `|` between. Pages that quote the manual of 2.1.8.0 and 2.1.9.07 (4.4, pages 241
 * to 243) tell fields 1 to 9, 16 and 17; those between and the last are not published, and the address of the caller is one of them.
 */
const hourly = columnNames(
  'callere164,calleee164,starttime,stoptime,holdtime,endreason,enddirection,callergatewayid,calleegatewayid,-,-,-,-,-,-,calleebilling,billingmode,-',
);

/** Exports without headings that two importers read by a fixed order, and the table of 2.1.4.0 in its own. */
const exported = [
  columnNames(
    'id,callere164,calleraccesse164,calleee164,calleeaccesse164,callerip,callergatewayh323id,callerproductid,callertogatewaye164,calleeip,calleegatewayh323id,calleetogatewaye164,billingmode,calllevel,agentfeetime,starttime,stoptime,pdd,holdtime,feeprefix,feetime,fee,suitefee,suitefeetime,incomefee,customername,agentfeeprefix,agentfee,agentsuitefee,agentsuitefeetime,agentaccount,agentname,flowno,softswitchdn,enddirection,endreason,calleebilling,cdrlevel,subcdr_id',
  ),
  columnNames(
    'callere164,calleraccesse164,calleee164,calleeaccesse164,callerip,callercodec,callergatewayid,callerproductid,callertogatewaye164,callertype,calleeip,calleecodec,calleegatewayid,calleeproductid,calleetogatewaye164,calleetype,billingmode,calllevel,agentfeetime,starttime,stoptime,callerpdd,calleepdd,holdtime,callerareacode,feetime,fee,tax,suitefee,suitefeetime,incomefee,incometax,customeraccount,customername,calleeareacode,agentfee,agenttax,agentsuitefee,agentsuitefeetime,agentaccount,agentname,flowno,softswitchname,softswitchcallid,callercallid,calleroriginalcallid,rtpforward,enddirection,endreason,billingtype,cdrlevel,agentcdr_id',
  ),
  columnNames(
    'id,callere164,calleraccesse164,calleee164,calleeaccesse164,callerip,callergatewayh323id,callerproductid,callertogatewaye164,calleeip,calleegatewayh323id,calleeproductid,calleetogatewaye164,billingmode,calllevel,agentfeetime,starttime,stoptime,pdd,holdtime,feeprefix,feetime,fee,suitefee,suitefeetime,incomefee,customeraccount,customername,agentfeeprefix,agentfee,agentsuitefee,agentsuitefeetime,agentaccount,agentname,flowno,softswitchdn,enddirection,endreason,calleebilling,cdrlevel,subcdr_id',
  ),
] as const;

/** Records that are looked at before it is decided. */
export const SAMPLE = 100;

/** Lines that are looked at before it is decided what stands between cells, and where headings are looked for. */
export const BEGINNING = 10;

/** What stands between the cells of the first lines: `sep=;` says it to spreadsheets, headings show it, else it is what they have most of. */
export function delimiterOf(lines: readonly string[]): string {
  const said = /^"?sep=(.)"?\s*$/.exec(lines[0] ?? '')?.[1];
  if (said !== undefined) return said;
  const delimiters = ['|', ',', ';', '\t'];
  const headed = delimiters.find((one) => lines.some((line) => areHeadings(line.split(one))));
  if (headed !== undefined) return headed;
  const counts = delimiters.map((one) => {
    const cells = lines.map((line) => line.split(one).length);
    return { one, usual: median(cells), most: Math.max(...cells) };
  });
  return counts.toSorted((a, b) => b.usual - a.usual || b.most - a.most)[0]?.one ?? ',';
}

const median = (counts: readonly number[]): number =>
  counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;

/** Columns that somebody has told. */
export interface Told {
  /** By `--columns`. */
  readonly named: readonly string[] | undefined;
  /** By a file beside, which speaks of those without headings only. */
  readonly beside: readonly string[] | undefined;
  /** Where the hourly file before this one has the caller's address. */
  readonly sourceField?: number | undefined;
}

/** By the columns that were named, by headings, or by what the first records look like. */
export function layoutOf(
  sample: readonly (readonly string[])[],
  delimiter: string,
  { named, beside, sourceField }: Told,
): LayoutReading {
  const headings = sample.slice(0, BEGINNING).findIndex(areHeadings);
  const skipped = headings + 1;
  if (named !== undefined || headings !== -1)
    return checked({
      places: placesIn(named ?? sample[headings] ?? []),
      skipped,
      width: undefined,
      note: undefined,
    });
  const tried = alike(sample).map((rows) => withoutHeadings(rows, delimiter, { named, beside, sourceField }));
  return (
    tried.find(({ kind }) => kind === 'layout') ??
    tried[0] ?? { kind: 'fault', words: `its first line names no columns; ${ways}` }
  );
}

/**
 * The records with equally many cells, the most frequent first: lines that were cut, or are none, may stand among them, at the
 * beginning too.
 */
function alike(sample: readonly (readonly string[])[]): readonly (readonly (readonly string[])[])[] {
  const byWidth = new Map<number, (readonly string[])[]>();
  for (const cells of sample) byWidth.set(cells.length, [...(byWidth.get(cells.length) ?? []), cells]);
  return [...byWidth.values()].toSorted((a, b) => b.length - a.length);
}

function withoutHeadings(
  rows: readonly (readonly string[])[],
  delimiter: string,
  { beside, sourceField }: Told,
): LayoutReading {
  const [whole = []] = rows;
  // A delimiter behind the last cell makes one more, which is empty.
  const first = whole.length > 1 && whole.at(-1) === '' ? whole.slice(0, -1) : whole;
  const hasWidth = (names: readonly string[]) =>
    names.length === first.length || names.length === whole.length;
  const read = { skipped: 0, width: undefined };
  if (beside !== undefined && hasWidth(beside))
    return checked({ ...read, places: placesIn(beside), note: 'no headings: columns by cdr.column' });
  if (delimiter === '|' && whole.length >= 17 && whole.length <= 20) return hourlyLayout(rows, sourceField);
  const fixed = exported.find((names) => hasWidth(names) && fits(rows, placesIn(names)));
  if (fixed === undefined) return { kind: 'fault', words: `its first line names no columns; ${ways}` };
  const note = `no headings: ${fixed.length} columns are taken for those that importers of such files read`;
  return checked({ ...read, places: placesIn(fixed), note });
}

/** The caller's address is in one of the fields that are not published: in the first of them that holds addresses. */
function hourlyLayout(
  sample: readonly (readonly string[])[],
  sourceField: number | undefined,
): LayoutReading {
  const width = sample[0]?.length;
  const places = placesIn(hourly);
  const fields = hourly.flatMap((name, at) => (name === '-' ? [at] : []));
  const source = fields.includes(sourceField ?? -1)
    ? sourceField
    : fields.find((at) => mostly(sample, (cells) => isAddress(cells[at])));
  if (!mostly(sample, (cells) => readTime(cells[places.start ?? -1] ?? '') !== undefined))
    return { kind: 'fault', words: `it has no headings and its third field is no time; ${ways}` };
  const note =
    source === undefined
      ? 'no headings: read as an hourly file of the softswitch, of which no field holds addresses'
      : `no headings: read as an hourly file of the softswitch, the caller's address from field ${source + 1}, the first unpublished one that holds addresses`;
  return checked({ places: { ...places, source }, skipped: 0, width, sourceField: source, note });
}

const isAddress = (cell: string | undefined): boolean =>
  cell !== undefined &&
  cell !== '' &&
  readAddress(cell.replace(/^([\d.]+):\d{1,5}$/, '$1')).kind === 'address';

/** Of records that say something there. */
const mostly = (sample: readonly (readonly string[])[], is: (cells: readonly string[]) => boolean): boolean =>
  sample.filter(is).length * 2 > sample.length;

const fits = (sample: readonly (readonly string[])[], { source, start }: Places): boolean =>
  mostly(
    sample,
    (cells) => isAddress(cells[source ?? -1]) && readTime(cells[start ?? -1] ?? '') !== undefined,
  );

/** What an operator can do about it, at the end of each refusal. */
export const ways =
  'name them with --columns: a list such as callerip,-,calleee164,starttime,endreason, or a file that has it (a cdr.column beside the file is read by itself). Read as they are: CSV with English or Chinese headings (UTF-8 or GBK), hourly files of the softswitch (|), and the database';

function checked(layout: Layout): LayoutReading {
  const { source, gateway, start } = layout.places;
  if (source === undefined && (gateway === undefined || start === undefined))
    return { kind: 'fault', words: `no column for the caller's address is named; ${ways}` };
  return { kind: 'layout', ...layout };
}
