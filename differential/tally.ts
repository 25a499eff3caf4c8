import { type Backend, backends } from '../src/host/lab/load.js';
import type { Round } from './pool.js';

export interface Count {
  /** Packets, both ways, of which kernel and model say the same. */
  readonly packets: number;
  readonly policies: number;
  /** Cases that the machine was too slow for, or that hung too much on its clock. */
  readonly unclear: number;
  /** Choices of the clock that were not the likely ones. */
  readonly turned: number;
}

export type Tally = { readonly [B in Backend]: Count };

const none: Count = { packets: 0, policies: 0, unclear: 0, turned: 0 };
export const emptyTally = Object.fromEntries(backends.map((backend) => [backend, none])) as Tally;

export function addRound(tally: Tally, { tried }: Round): Tally {
  const counted = tried.map((one) => {
    const { packets, policies, unclear, turned } = tally[one.backend];
    const next: Count =
      one.kind === 'agrees'
        ? { packets: packets + one.packets, policies: policies + 1, unclear, turned: turned + one.doubts }
        : { packets, policies, unclear: unclear + 1, turned };
    return [one.backend, next] as const;
  });
  return { ...tally, ...Object.fromEntries(counted) };
}

export const tallyText = (tally: Tally): string =>
  backends
    .map((backend) => {
      const { packets, policies, unclear, turned } = tally[backend];
      return `${backend}: ${packets} packets of ${policies} policies agree, ${unclear} unclear, ${turned} decided by the clock`;
    })
    .join('\n');
