import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const program = join(process.cwd(), 'dist/bin/vosguard.js');

/** The program as it is installed; `npm run verify` builds it first. Under `npm test` alone it may be missing. */
export const whenBuilt: (name: string, tests: () => void) => void = existsSync(program) ? describe : notBuilt;

function notBuilt(name: string): void {
  test(`${name}: dist is not there, so nothing can be run`, () => {
    expect(process.env.CI).toBeUndefined();
  });
}
