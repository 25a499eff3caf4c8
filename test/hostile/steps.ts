import { Session } from 'node:inspector';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/**
 * How often the blocks of our own code are gone through: each pass of a loop, each call, each branch that is taken. V8 counts them
 * exactly, so that a load of the machine changes nothing.
 */
export function stepsOf(work: () => void): number {
  const session = new Session();
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    work();
    let steps = 0;
    session.post('Profiler.takePreciseCoverage', (error, coverage: Coverage) => {
      if (error) throw error;
      const ours = coverage.result.filter(({ url }) => /\/(?:src|node_modules\/yaml)\//.test(url));
      for (const { functions } of ours)
        for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    });
    session.post('Profiler.stopPreciseCoverage');
    return steps;
  } finally {
    session.disconnect();
  }
}
