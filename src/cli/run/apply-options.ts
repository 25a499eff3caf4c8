import { resolve } from 'node:path';
import type { Compiled } from '../../compile.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { backendWords, words } from '../../diagnostics/words/index.js';
import { readRegular, systemFaultOf } from '../../host/reading.js';
import { addressBits, addressText, networkOf } from '../../net/address.js';
import { addressSet } from '../../net/address-set.js';
import { listLimit } from '../../parse/files.js';
import { lockout, readConnection } from '../../plan/lockout.js';
import { allNamed, namedBy, namesOf } from '../../plan/named-sources.js';
import type { PlanBackend } from '../../plan/wanted.js';
import { type KnownList, parseKnownList } from '../../validate/addresses/known-list.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ApplyInvocation, PolicyOptions } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { printFindings } from './findings.js';
import { refusingRule } from './plan/peers.js';
import { systemWords } from './words.js';

/** The name that the list has beside `install.sh`. */
export const knownFile = 'known.list';

/** The sources of `--known FILE`; what is wrong with them is told, and the status is what the command ends with. */
export function knownSources(path: string, options: PolicyOptions, io: Io): KnownList | ExitStatus {
  const text = textOf(resolve(io.cwd, path), path);
  if (typeof text !== 'string') return complain(io, exitStatus.usage, text.words);
  const list = parseKnownList(path, text);
  if (list.findings.length === 0) return list;
  printFindings(list.findings, options, io, io.stderr);
  return exitStatus.problems;
}

function textOf(path: string, shown: string): string | { readonly words: string } {
  try {
    const bytes = readRegular(path, listLimit);
    if (typeof bytes !== 'string') return new TextDecoder().decode(bytes);
    return { words: `${shown} is ${bytes === 'too-large' ? 'too large for a list' : 'not a regular file'}` };
  } catch (error) {
    const { code } = systemFaultOf(error, shown);
    return {
      words: `cannot read ${code === 'ENOENT' ? `${shown}: it is not there` : systemWords({ code, path: shown })}`,
    };
  }
}

/**
 * Where a plan or an apply is what was asked for, only warnings are told, each in a line; what a backend does in another way,
 * compile tells.
 */
export const isWorthALine = ({ code }: Diagnostic): boolean =>
  words[code].severity !== 'note' && !Object.hasOwn(backendWords, code);

type Chosen = Pick<
  ApplyInvocation,
  | 'backend'
  | 'confirm'
  | 'yes'
  | 'observe'
  | 'json'
  | 'noPersist'
  | 'forceCut'
  | 'forceOthers'
  | 'known'
  | 'knownFlows'
  | 'note'
  | 'lasts'
>;

/** The options of an apply in the words of install.sh. */
export const applyOptions = ({
  backend,
  confirm,
  yes,
  observe,
  noPersist,
  forceCut,
  forceOthers,
  known,
  knownFlows,
  note,
  lasts,
  json,
}: Chosen): readonly string[] => [
  ...(backend === undefined ? [] : ['--backend', backend]),
  ...(confirm === undefined ? [] : ['--confirm', String(confirm)]),
  ...(yes ? ['--yes'] : []),
  ...(observe === undefined ? [] : ['--observe', String(observe)]),
  ...(noPersist ? ['--no-persist'] : []),
  ...(forceCut ? ['--force-cut'] : []),
  ...(forceOthers ? ['--force-others'] : []),
  ...(known === undefined ? [] : ['--known', knownFile]),
  ...(knownFlows ? ['--known-flows'] : []),
  ...(note === undefined ? [] : ['--note', note]),
  ...(lasts === undefined ? [] : ['--for', String(lasts)]),
  ...(json ? ['--json'] : []),
];

/**
 * In words, why a new connection like the operator's own, as sshd tells it, would not get in. The rules decide; the policy has the
 * better words, where it alone shows why.
 */
export function lockedOut(
  compiled: Compiled,
  backend: PlanBackend | undefined,
  sshConnection: string,
): string | undefined {
  const connection = readConnection(sshConnection);
  const refused = connection && refusingRule(compiled, backend, connection);
  if (connection === undefined || refused === undefined) return undefined;
  // Whom a name leads to nobody knows here: it may be this one.
  const all = addressSet([networkOf(connection.peer, addressBits[connection.peer.family])]);
  if (refusingRule(compiled, backend, connection, (rules) => allNamed(rules, all)) === undefined)
    return undefined;
  const why = lockout(compiled.policy, connection) ?? `${refused.rule?.id ?? 'a full table'} refuses it`;
  return `your own ssh connection would have no rule: ${why}. Nothing was changed; --force-lockout overrides`;
}

/**
 * In words, why a connection that a name alone lets in may not come in again, where no confirmation will prove that it does: no name of
 * the policy leads to its address, as far as name servers tell this host.
 */
export async function unprovenName(
  compiled: Compiled,
  backend: PlanBackend | undefined,
  sshConnection: string,
  io: Io,
): Promise<string | undefined> {
  const connection = readConnection(sshConnection);
  if (connection === undefined || refusingRule(compiled, backend, connection) === undefined) return undefined;
  const { services, trusted } = compiled.policy;
  const names = [trusted, ...services.flatMap(({ from }) => from ?? [])].flatMap(namesOf);
  const { addresses } = await (await io.lists()).names([...new Set(names)]);
  const named = namedBy(compiled.policy, addresses);
  if (refusingRule(compiled, backend, connection, () => named) === undefined) return undefined;
  const peer = addressText(connection.peer);
  return `only a name could let your own ssh connection in, and no name server here says that one leads to ${peer}: with --yes no new connection proves it. Nothing was changed; apply without --yes, or --force-lockout overrides`;
}

/**
 * What nobody may have looked at before it comes into force: a blocklist that is empty, too old, holds a large part of the internet or the private
 * networks. Its warnings stop an apply that asks nobody, unless a comment of the policy suppresses them.
 */
export function unattendedFault(findings: readonly Diagnostic[]): string | undefined {
  const found = findings.filter(isOfLists).map(({ code }) => code);
  if (found.length === 0) return undefined;
  const codes = [...new Set(found)].join(', ');
  return `${codes}: with --yes nobody looks at such a list, so nothing was changed. Mend the list, or say in the policy that it is meant: # vosguard-disable-next-line ${found[0]} -- the reason`;
}

function isOfLists(finding: Diagnostic): boolean {
  if (finding.code === 'VG374') return finding.args.listed;
  return finding.code === 'VG241' || finding.code === 'VG243' || finding.code === 'VG255';
}
