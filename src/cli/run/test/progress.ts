/** Seconds between two lines. */
const EVERY = 10;

/**
 * How far it is, for whoever waits: a line when ten seconds have passed since the last. `weights`: how long each test takes,
 * compared with the others; what is left is told from those that are over.
 */
export function progressOf(
  weights: readonly number[],
  seconds: () => number,
): (done: number) => string | undefined {
  const whole = sumOf(weights);
  let told = 0;
  return (done) => {
    const now = seconds();
    if (done >= weights.length || now - told < EVERY) return undefined;
    told = now;
    const over = sumOf(weights.slice(0, done));
    return `${done} of ${weights.length} tests played, about ${spanText((now * (whole - over)) / over)} left`;
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const spanText = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds / 10) * 10)} s` : `${Math.round(seconds / 60)} min`;
