import { type Fact, fact } from './fact.js';
import { guide, sources } from './sources.js';

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
