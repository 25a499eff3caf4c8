import { notRun } from '../packets/kernel.js';
import { missingForServer, Server } from './server.js';

/** A group of tests around one database server. Where the machine has none, the group is a single test that says so. */
export function describeServer(
  name: string,
  body: (server: () => Server) => void,
  options: readonly string[] = [],
): void {
  const reason = missingForServer();
  describe(name, () => {
    if (reason !== undefined) return notRun(name, reason);
    import.meta.jest.setTimeout(120_000);
    let server: Server | undefined;
    beforeAll(async () => {
      // Known before it has started, so that it is ended where it does not start in time.
      server = new Server();
      await server.start(options);
    });
    afterAll(async () => {
      await server?.stop();
      server?.close();
    });
    body(() => {
      if (server === undefined) throw new Error('the server is there in tests only');
      return server;
    });
  });
}
