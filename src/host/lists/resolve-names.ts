import { Resolver } from 'node:dns/promises';
import { errorCode } from './fetch-https.js';

export interface ResolvedAddress {
  readonly address: string;
  /** As the policy writes it. */
  readonly name: string;
  /** Seconds. */
  readonly ttl: number;
}

export interface Resolved {
  readonly addresses: readonly ResolvedAddress[];
  readonly failures: readonly { readonly name: string; readonly why: string }[];
}

/** Asks the name servers of this host, or those that are named, for A and AAAA; for SRV first where a name begins with `_`. */
export async function resolveNames(names: readonly string[], servers?: readonly string[]): Promise<Resolved> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  const answers = await Promise.all(names.map((name) => resolveName(resolver, name)));
  return {
    addresses: answers.flatMap(({ addresses }) => addresses),
    failures: answers.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])),
  };
}

interface Answer {
  readonly name: string;
  readonly addresses: readonly ResolvedAddress[];
  readonly why: string | undefined;
}

async function resolveName(resolver: Resolver, name: string): Promise<Answer> {
  const targets = name.startsWith('_') ? await asked(() => resolver.resolveSrv(name)) : [{ name }];
  if (typeof targets === 'string') return { name, addresses: [], why: targets };
  const found = await Promise.all(
    targets.flatMap((target) => [
      asked(() => resolver.resolve4(target.name, { ttl: true })),
      asked(() => resolver.resolve6(target.name, { ttl: true })),
    ]),
  );
  const addresses = found
    .flatMap((one) => (typeof one === 'string' ? [] : one))
    .map((one) => ({ ...one, name }));
  const failed = found.find((one) => typeof one === 'string');
  // Half an answer is no answer: the addresses that are missing would seem to be gone.
  if (typeof failed === 'string') return { name, addresses, why: failed };
  return { name, addresses, why: addresses.length === 0 ? 'it has no address' : undefined };
}

/** What does not exist is an empty answer; everything else that is none is a failure. */
async function asked<T>(question: () => Promise<readonly T[]>): Promise<readonly T[] | string> {
  try {
    return await question();
  } catch (error) {
    const { code } = errorCode(error);
    return code === 'ENODATA' || code === 'ENOTFOUND'
      ? []
      : (failures[code] ?? `the name servers fail (${code})`);
  }
}

const failures: Readonly<Record<string, string>> = {
  ETIMEOUT: 'no name server answers',
  ECONNREFUSED: 'no name server answers',
  ESERVFAIL: 'the name servers fail (SERVFAIL)',
};
