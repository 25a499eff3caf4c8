import { type Backend, backends } from '../../src/host/lab/load.js';
import { Lab } from './lab.js';
import { missingForLab } from './requirements.js';

/**
 * A group of tests around one laboratory, started before the first and closed after the last. Where the machine cannot
 * run one, the group is a single test: it says why, and fails where CI is set, for there it must not pass unseen.
 */
export function describeKernel(name: string, body: (lab: () => Lab) => void): void {
  const reason = missingForLab();
  describe(name, () => (reason === undefined ? withLab(body) : notRun(name, reason)));
}

/** `describeKernel` once for each backend. */
export function describeBackends(name: string, body: (backend: Backend, lab: () => Lab) => void): void {
  for (const backend of backends) describeKernel(`${name} (${backend})`, (lab) => body(backend, lab));
}

function withLab(body: (lab: () => Lab) => void): void {
  let lab: Lab | undefined;
  import.meta.jest.setTimeout(240_000);
  beforeAll(async () => {
    lab = await Lab.start();
  });
  afterAll(() => lab?.close());
  body(() => {
    if (!lab) throw new Error('the laboratory is there in tests only');
    return lab;
  });
}

/** The single test of a group that this machine cannot run. */
export function notRun(name: string, reason: string): void {
  test('is not run on this machine', () => {
    console.warn(`${name}: not run: ${reason}`);
    expect(process.env.CI ? reason : '').toBe('');
  });
}
