import { accessSync, constants } from 'node:fs';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Observed } from '../../testing/kernel/model.js';
import { packageFilePath } from '../program.js';
import { runTool } from '../run-tool.js';
import { Agent, LostDatagrams, startAgent } from './agent.js';
import { Lab } from './lab.js';
import type { Side } from './link.js';
import { type Backend, loaders } from './load.js';
import { type Play, playTest } from './play/play-test.js';

/** Those of the tools that are not on this host. */
export function missingTools(tools: readonly string[]): readonly string[] {
  const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`.split(delimiter);
  return [...new Set(tools)].filter((tool) => !folders.some((folder) => isProgram(join(folder, tool))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that ends us does so when `end` is done, so that nothing of ours outlives us. A second one does not wait.
 *
 * @returns What takes this back.
 */
export function endWithSignals(end: () => Promise<void>): () => void {
  const release = (): void => {
    for (const signal of ending) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    void end().finally(() => process.kill(process.pid, signal));
  };
  for (const signal of ending) process.on(signal, onSignal);
  return release;
}

/** This machine's kernel, for rules that are tried in network namespaces. Its own rules are never touched. */
export interface Kernel {
  /** Why nothing can be tried here; `undefined` where it can. */
  readonly refusal: () => Promise<string | undefined>;
  /** The programs that a backend needs to load these artifacts and to read them back, and this host does not have. */
  readonly missing: (backend: Backend, artifacts: ReadonlyMap<string, string>) => readonly string[];
  /** In words, why it does not start. @param seconds After them it ends by itself, whatever happens to us. */
  readonly open: (seconds: number) => Promise<Stage | string>;
}

/** Where tests are played, one after the other. */
export interface Stage {
  readonly play: (play: Play, isUrgent: boolean) => Promise<Attempt>;
  /** Since it was opened. */
  readonly seconds: () => number;
  readonly close: () => Promise<void>;
}

export type Attempt =
  | { readonly kind: 'played'; readonly observed: readonly Observed[] }
  /** Packets were lost before any rule saw them: too many for this machine in their time. */
  | { readonly kind: 'lost' }
  /** `words`: those of the tool that would not load the rules, or of the laboratory. */
  | { readonly kind: 'refused'; readonly words: string };

/** @param program What node runs as an agent: a file, or `--eval` and a text. */
export function kernelWith(program: readonly string[]): Kernel {
  return {
    refusal,
    missing: (backend, artifacts) => missingTools([...loaders(backend, artifacts), ...readers[backend]]),
    open: (seconds) => open(program, seconds),
  };
}

/** Signals are watched from before the first agent is there. */
async function open(program: readonly string[], seconds: number): Promise<Stage | string> {
  const agents = new Set<Agent>();
  let isClosed = false;
  const end = async (): Promise<void> => {
    isClosed = true;
    await Promise.all([...agents].map((agent) => agent.stop()));
  };
  const release = endWithSignals(end);
  const close = () => end().finally(release);
  const start = async (side: Side, beside: number | undefined): Promise<Agent> => {
    if (isClosed) throw new Error('the laboratory is closed');
    const agent = new Agent(side, startAgent({ program, side, seconds, beside }));
    agents.add(agent);
    await agent.ready();
    return agent;
  };
  try {
    const lab = await Lab.startWith(start);
    const begun = performance.now();
    const passed = () => (performance.now() - begun) / 1000;
    return { play: (play, isUrgent) => attempt(lab, play, isUrgent), seconds: passed, close };
  } catch (error) {
    await close();
    return wordsOf(error);
  }
}

const readers: { readonly [B in Backend]: readonly string[] } = {
  nftables: ['nft'],
  'iptables-nft': ['ipset', 'iptables-nft-save', 'ip6tables-nft-save'],
  'iptables-legacy': ['ipset', 'iptables-legacy-save', 'ip6tables-legacy-save'],
};

async function refusal(): Promise<string | undefined> {
  const missing = missingTools(['ip', 'sh', 'unshare', 'nsenter']);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const isRoot = process.getuid?.() === 0;
  const trial = await runTool('unshare', [...(isRoot ? [] : ['--user', '--map-root-user']), '--net', 'true']);
  if (trial.kind === 'done') return undefined;
  const words = trial.kind === 'failed' ? trial.words : 'unshare is not installed';
  return isRoot
    ? `there are no network namespaces here (${words})`
    : `it needs root, or a kernel that gives users namespaces of their own (${words})`;
}

async function attempt(lab: Lab, play: Play, isUrgent: boolean): Promise<Attempt> {
  try {
    return { kind: 'played', observed: await playTest(lab, play, isUrgent ? prefer : () => {}) };
  } catch (error) {
    if (error instanceof LostDatagrams) return { kind: 'lost' };
    return { kind: 'refused', words: wordsOf(error) };
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Before whatever else the machine does, where that is allowed. The agents sleep between packets, so nobody starves. */
function prefer(pid: number): void {
  try {
    setPriority(pid, -10);
  } catch {
    // Root of a user namespace is not enough (setpriority(2): EACCES).
  }
}

/** The kernel that we run on, with the agent that ships with the program. */
export const thisKernel = (): Kernel => kernelWith([packageFilePath('dist/parts/agent.js')]);
