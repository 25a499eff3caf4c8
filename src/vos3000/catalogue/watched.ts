import type { Range } from './parameter.js';
import { type Fact, fact, guide, manual, type Origin, sources } from './sources.js';

/** A rate for each source, as the guides write it. */
export interface AdvisedRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What the guides ask of the kernel, where their checklist counts it. */
export const kernelAdvice = {
  register: fact<AdvisedRate>({ perSecond: 5, burst: 10 }, guide(sources.registrationFlood)),
  allSip: fact<AdvisedRate>({ perSecond: 20, burst: 50 }, guide(sources.registrationFlood)),
} as const satisfies Readonly<Record<string, Fact<AdvisedRate>>>;

export const advisedRateText = ({ perSecond, burst }: AdvisedRate): string => `${perSecond}/s burst ${burst}`;

/** A figure to watch, what it is on a normal day and what under attack; `undefined` where no source says. */
export interface Watched {
  readonly title: string;
  readonly unit: string;
  readonly normal: Fact<Range> | undefined;
  readonly attack: Fact<Range> | undefined;
}

const scanner = guide(sources.sipScanner);
const range = (least: number, most: number, origin: Origin): Fact<Range> => fact({ least, most }, origin);

export const watched: readonly Watched[] = Object.freeze([
  { title: 'processor', unit: '%', normal: range(15, 30, scanner), attack: range(70, 99, scanner) },
  {
    title: 'time until a call is set up',
    unit: 's',
    normal: range(1, 3, scanner),
    attack: range(5, 30, scanner),
  },
]);

/** An alarm of the switch that an attack sets off, by its number in the vendor's manual of the web interface. */
export interface Alarm {
  readonly type: number;
  readonly title: string;
}

const web = manual(sources.webManual);

export const alarms: readonly Fact<Alarm>[] = Object.freeze(
  [
    { type: 20_003, title: 'processor' },
    { type: 20_004, title: 'memory' },
    { type: 20_005, title: 'disk' },
    { type: 20_006, title: 'records that wait for the database' },
    { type: 20_009, title: 'packets received' },
    { type: 20_010, title: 'traffic received' },
    { type: 20_020, title: 'illegal call' },
  ].map((alarm) => fact(alarm, web)),
);
