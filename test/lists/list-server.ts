import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const pem = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The certificate that the server is trusted by. The keys are for these tests and nothing else. */
export const trusted = pem('trusted.pem');

export interface ListServer {
  readonly url: string;
  readonly port: number;
  /** What it answers from now on. */
  readonly answer: (answer: Answer | string) => void;
  readonly close: () => Promise<void>;
}

/** A server of lists on the loopback. `certificate`: another one than what `ca` trusts. */
export async function listServer(certificate: 'trusted' | 'other' = 'trusted'): Promise<ListServer> {
  let current: Answer = (response) => response.end();
  const key = pem(certificate === 'trusted' ? 'key.pem' : 'other-key.pem');
  const server = createServer({ key, cert: pem(`${certificate}.pem`) }, (request, response) =>
    current(response, request),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}/feed.txt`,
    port,
    answer: (answer) => {
      current = typeof answer === 'string' ? (response) => response.end(answer) : answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
