/** How many ticks a second has, of the clock that an interface of pcapng counts with (`if_tsresol`). */
export interface Resolution {
  readonly ticks: bigint;
  /** The same where a double can divide by it digit by digit; `undefined` for finer clocks than any card has. */
  readonly small: number | undefined;
}

export interface Time {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Above it the remainder of a division, times 65,536, would not be exact. */
const MOST_SMALL = 2 ** 37;

const resolution = (ticks: bigint): Resolution => ({
  ticks,
  small: ticks <= BigInt(MOST_SMALL) ? Number(ticks) : undefined,
});

/** What holds where an interface says nothing. */
export const microseconds = resolution(1_000_000n);

/** One byte: a negative power of ten, or of two where its highest bit is set. */
export const resolutionOf = (byte: number): Resolution =>
  resolution((byte & 0x80) === 0 ? 10n ** BigInt(byte) : 1n << BigInt(byte & 0x7f));

/** A time of 64 bits in two halves. Nanoseconds since 1970 are more than a double holds, so it is divided in four digits. */
export function timeOf({ ticks, small }: Resolution, high: number, low: number): Time {
  if (small === undefined) {
    const whole = (BigInt(high) << 32n) | BigInt(low);
    const part = ((whole % ticks) * 1_000_000_000n) / ticks;
    return { seconds: Number(whole / ticks), nanoseconds: Number(part) };
  }
  if (high < 2 ** 21) {
    const whole = high * 2 ** 32 + low;
    const seconds = Math.floor(whole / small);
    return { seconds, nanoseconds: nanosecondsOf(whole - seconds * small, small) };
  }
  let seconds = 0;
  let rest = 0;
  for (const digit of [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]) {
    const next = rest * 65_536 + digit;
    const quotient = Math.floor(next / small);
    seconds = seconds * 65_536 + quotient;
    rest = next - quotient * small;
  }
  return { seconds, nanoseconds: nanosecondsOf(rest, small) };
}

const nanosecondsOf = (rest: number, small: number): number =>
  small <= 1e9 && 1e9 % small === 0 ? rest * (1e9 / small) : Math.floor((rest / small) * 1e9);
