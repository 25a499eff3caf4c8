import { tablesListed } from '../../../beside/iptables/read-others.js';
import { artifactsOf } from '../../../compile/artifacts-of.js';
import { type Legalized, legalizePolicy } from '../../../compile.js';
import { inert, visibleJson } from '../../../diagnostics/visible.js';
import type { Stage } from '../../../host/lab/kernel.js';
import type { Backend } from '../../../host/lab/load.js';
import {
  type Difference,
  differencesOf,
  differencesText,
  type Heard,
  heardBy,
  type Probes,
  probesOf,
  probeTest,
} from '../../../import/compare.js';
import { type Input, importRules, unknownText } from '../../../import/import.js';
import { tablesBeside } from '../../../import/nftables/tables-beside.js';
import { plainText, recognise } from '../../../import/recognise.js';
import type { PolicyTest } from '../../../policy/policy-test.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ImportInvocation } from '../../import-invocation.js';
import { complain, type Io } from '../../io.js';
import { compileOrTell } from '../compile-file.js';
import { withRow } from '../host-row.js';

/** `vosguard import --compare POLICY`: what the old rules and the new ones do with the same packets, in a kernel. */
export async function compareRules(
  inputs: readonly Input[],
  path: string,
  invocation: ImportInvocation,
  io: Io,
): Promise<ExitStatus> {
  const old = loadable(inputs);
  if (typeof old === 'string') return complain(io, exitStatus.usage, old);
  const imported = importRules(inputs, invocation.sip);
  if (imported.kind === 'unknown') return complain(io, exitStatus.usage, unknownText(imported));
  const plain = { profile: undefined, allowOutside: true, format: 'pretty', colour: undefined } as const;
  // The kernel of this host plays both.
  const options = await withRow(path, plain, undefined, io);
  if (typeof options === 'number') return options;
  const outcome = compileOrTell(legalizePolicy, path, options, io);
  if (typeof outcome === 'number') return outcome;
  const { compiled } = outcome;
  const probes = probesOf(imported.read.old, compiled.policy);
  const heard = await playBoth(old, compiled, probes, io);
  if (typeof heard === 'string') return complain(io, exitStatus.failed, heard);
  const differences = differencesOf(probes, heard.before, heard.after, compiled.policy);
  io.stdout.write(
    invocation.json
      ? visibleJson(`${JSON.stringify(jsonOf(differences, probes), undefined, 2)}\n`)
      : inert(differencesText(differences, probes)),
  );
  return differences.some(({ meant }) => meant === undefined) ? exitStatus.problems : exitStatus.done;
}

const jsonOf = (differences: readonly Difference[], { probes, from }: Probes) => ({
  format: 1,
  packets: probes.length * from.length,
  differences: differences.map(({ probe, now, from: who, meant }) => ({
    ...probe,
    now,
    from: who,
    meant: meant ?? null,
  })),
});

interface Rules {
  readonly backend: Backend;
  readonly artifacts: ReadonlyMap<string, string>;
}

/** What a kernel can be given as it is. In words, why there is no such thing. */
function loadable(inputs: readonly Input[]): Rules | string {
  const artifacts = new Map<string, string>();
  const add = (file: string, text: string) => artifacts.set(file, `${artifacts.get(file) ?? ''}${text}\n`);
  const listed = new Set<string>();
  for (const { name, text: given, kind: said } of inputs) {
    const text = plainText(given);
    const kind = recognise({ name, text, ...(said === undefined ? {} : { kind: said }) });
    if (kind === 'ipset') add('ipset.rules', text);
    else if (kind === 'iptables' || kind === 'ip6tables') {
      const tables = tablesListed(text, kind === 'iptables' ? 'ipv4' : 'ipv6');
      // A table that comes a second time is that of the other iptables, which the kernel asks as well.
      const isOther = tables.some((table) => listed.has(table));
      for (const table of tables) listed.add(table);
      const own = kind === 'iptables' ? '' : '6';
      add(isOther ? `legacy${own}.rules` : own === '' ? 'iptables.rules' : 'ip6tables.rules', text);
    } else if (kind === 'nft') continue;
    else
      return `--compare takes scripts, and what iptables-save, ipset save and nft -j print; ${name} is none of them`;
  }
  const isXt = artifacts.has('iptables.rules') || artifacts.has('ip6tables.rules');
  const nft = inputs.filter((input) => recognise(input) === 'nft');
  // A listing of nft on a host with iptables-nft has its tables twice.
  const tables = nft.flatMap(({ text }) => tablesBeside(plainText(text), listed));
  if (tables.length > 0) artifacts.set('ruleset.json', JSON.stringify({ nftables: tables }));
  if (!isXt && nft.length === 0) return '--compare needs the rules, not the sets alone';
  if (!isXt && tables.length === 0) artifacts.set('ruleset.json', '{"nftables":[]}');
  return { backend: isXt ? 'iptables-nft' : 'nftables', artifacts };
}

/** Seconds for namespaces and rules, beside the packets. */
const AROUND = 120;

async function playBoth(
  old: Rules,
  made: Legalized,
  probes: Probes,
  io: Io,
): Promise<{ before: Heard; after: Heard } | string> {
  const kernel = await io.kernel();
  const refusal = await kernel.refusal();
  if (refusal !== undefined) return refusal;
  const artifacts = new Map([...artifactsOf(made)].filter(([file]) => file !== 'ingress.nft'));
  const backend: Backend = artifacts.has('nftables.nft') ? 'nftables' : 'iptables-nft';
  const missing = [...kernel.missing(old.backend, old.artifacts), ...kernel.missing(backend, artifacts)];
  if (missing.length > 0) return `not installed: ${[...new Set(missing)].join(', ')}`;
  const stage = await kernel.open(AROUND + probes.from.length * probes.probes.length);
  if (typeof stage === 'string') return stage;
  const { sip } = made.policy;
  const test = probeTest(probes);
  try {
    const before = await hear(stage, { ...old, sip, test }, 'the old rules');
    if (typeof before === 'string') return before;
    const after = await hear(stage, { backend, artifacts, sip, test }, 'the rules of the policy');
    return typeof after === 'string'
      ? after
      : { before: heardBy(probes, before), after: heardBy(probes, after) };
  } finally {
    await stage.close();
  }
}

const TRIALS = 3;

async function hear(
  stage: Stage,
  play: Rules & { readonly sip: Legalized['policy']['sip']; readonly test: PolicyTest },
  whose: string,
): Promise<Heard | string> {
  for (let trial = 1; trial <= TRIALS; trial++) {
    const attempt = await stage.play(play, trial > 1);
    if (attempt.kind === 'played') return attempt.observed.map(({ senders }) => senders);
    if (attempt.kind === 'refused') return `${whose} cannot be loaded here: ${attempt.words}`;
  }
  return 'this machine is too busy for the packets';
}
