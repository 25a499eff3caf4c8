import { type Compiled, compilePolicy } from '../../compile.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import { backendWords } from '../../diagnostics/words/backends.js';
import { words } from '../../diagnostics/words/index.js';
import { lockout } from '../../plan/lockout.js';
import { readConnection } from '../../plan/read-connection.js';
import type { KnownList } from '../../validate/addresses/known-list.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ApplyInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { install } from './install.js';
import { knownFile, knownSources } from './known-sources.js';
import { refusingRule } from './plan/judged-peers.js';
import { tellPeers } from './plan/tell-peers.js';
import { whichPolicy } from './which-policy.js';

/** `vosguard apply [FILE]`. With --dry-run, the plan by another name. */
export async function apply(invocation: ApplyInvocation, io: Io): Promise<ExitStatus> {
  const known = invocation.known === undefined ? undefined : knownSources(invocation.known, invocation, io);
  if (typeof known === 'number') return known;
  if (invocation.dryRun && known !== undefined)
    complain(
      io,
      exitStatus.done,
      `note: of ${known.entries} sources, those that are not trusted, blocked or known would be known`,
    );
  if (invocation.dryRun) return (await import('./plan.js')).plan(invocation, io);
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const { findings, compiled, status } = compileFile(compilePolicy, path, invocation, io);
  if (compiled === undefined) {
    printFindings(findings, invocation, io, io.stderr);
    return status;
  }
  io.stderr.write(renderCompact(findings.filter(isWorthALine)));
  const locked = invocation.forceLockout ? undefined : lockedOut(compiled, invocation, io);
  if (locked !== undefined) return complain(io, exitStatus.failed, locked);
  await tellPeers(compiled, invocation.backend, io);
  return putIntoForce(compiled, known, invocation, io);
}

/** As in `plan`: what a backend does in another way, compile tells. */
const isWorthALine = ({ code }: Diagnostic): boolean =>
  words[code].severity !== 'note' && !Object.hasOwn(backendWords, code);

/** The rules decide; the policy has the better words, where it alone shows why. */
function lockedOut(compiled: Compiled, { backend }: ApplyInvocation, io: Io): string | undefined {
  const connection = readConnection(io.sshConnection() ?? '');
  const refused = connection && refusingRule(compiled, backend, connection);
  if (connection === undefined || refused === undefined) return undefined;
  const why = lockout(compiled.policy, connection) ?? `${refused.rule?.id ?? 'a full table'} refuses it`;
  return `your own ssh connection would have no rule: ${why}. Nothing was changed; --force-lockout overrides`;
}

function putIntoForce(
  { artifacts }: Compiled,
  known: KnownList | undefined,
  invocation: ApplyInvocation,
  io: Io,
): Promise<ExitStatus> {
  const { backend, confirm, yes, noPersist, root, knownFlows } = invocation;
  const options = [
    ...(backend === undefined ? [] : ['--backend', backend]),
    ...(confirm === undefined ? [] : ['--confirm', String(confirm)]),
    ...(yes ? ['--yes'] : []),
    ...(noPersist ? ['--no-persist'] : []),
    ...(known === undefined ? [] : ['--known', knownFile]),
    ...(knownFlows ? ['--known-flows'] : []),
  ];
  const files = known === undefined ? artifacts : new Map([...artifacts, [knownFile, known.text]]);
  return install(files, root, options, io);
}
