import fc from 'fast-check';
import { backendRules } from '../src/compile/backend-rules.js';
import { legalizePolicy } from '../src/compile.js';
import type { BackendRules, EvaluatorOptions } from '../src/evaluate/options.js';
import type { Backend } from '../src/host/lab/load.js';
import { compileText, today } from '../test/lint-text.js';
import { memoryFiles } from '../test/parse/memory-files.js';
import { policies, streamPolicies } from './policies.js';
import { type Script, scripts } from './scripts.js';
import { type Story, stories } from './wire/story.js';

/** What is played: datagrams by sockets, or connections too, packet by packet. */
export type Over = OverSockets | OverWire;
interface OverSockets {
  readonly over: 'sockets';
  readonly script: Script;
}
interface OverWire {
  readonly over: 'wire';
  readonly script: Story;
}
export type Way = Over['over'];

/** A policy and what is sent through its rules. */
export type Case = SocketCase | WireCase;
export type SocketCase = OverSockets & { readonly policy: string };
export type WireCase = OverWire & { readonly policy: string };

export const cases = (lines: number): fc.Arbitrary<SocketCase> =>
  fc.record({ over: fc.constant('sockets'), policy: policies, script: scripts(lines) });

const wireCases = (lines: number): fc.Arbitrary<WireCase> =>
  fc.record({ over: fc.constant('wire'), policy: streamPolicies, script: stories(lines) });

/** The case of a seed. */
export const caseOf = (seed: number, lines: number): SocketCase => one(seed, cases(lines));
export const wireCaseOf = (seed: number, lines: number): WireCase => one(seed, wireCases(lines));

function one<C>(seed: number, drawing: fc.Arbitrary<C>): C {
  const [drawn] = fc.sample(drawing, { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error('nothing was drawn');
  return drawn;
}

/** A policy as kernels load it and as the model runs it. */
export interface Prepared extends Modelled {
  readonly artifacts: ReadonlyMap<string, string>;
}

export interface Modelled {
  readonly rules: { readonly [B in Backend]: BackendRules };
  readonly options: EvaluatorOptions;
}

export const prepare = (policy: string): Prepared => ({
  ...modelled(policy),
  artifacts: compileText(policy).artifacts,
});

/** Throws where the policy has errors. */
export function modelled(policy: string): Modelled {
  const files = memoryFiles({ 'policy.yaml': policy });
  const legalized = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  const [nftables, iptables] = legalized === undefined ? [] : backendRules(legalized.legal);
  if (nftables === undefined || iptables === undefined) throw new Error('a policy with errors');
  const rules = { nftables, 'iptables-nft': iptables, 'iptables-legacy': iptables };
  return { rules, options: laboratory };
}

/** A laboratory has the kernel's defaults: nobody loads sysctl.conf or modprobe.conf there. */
const laboratory: EvaluatorOptions = { recentSources: 100 };
