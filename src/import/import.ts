import type { PortRange } from '../net/units.js';
import type { Draft } from './draft.js';
import { draftOf } from './draft-of.js';
import { readInputs } from './read-inputs.js';
import { type WrittenPolicy, writePolicy } from './write-policy.js';

/** A file or an output of a tool, by the name that comments give it. */
export interface Input {
  readonly name: string;
  readonly text: string;
  /** What it is, where it cannot be told by itself. */
  readonly kind?: InputKind;
}

export const inputKinds = ['iptables', 'ip6tables', 'nft', 'ipset', 'script', 'fail2ban', 'firewalld', 'ufw', 'csf-allow', 'csf-deny', 'csf-conf'] as const;
export type InputKind = (typeof inputKinds)[number];

export type Imported =
  | { readonly kind: 'policy'; readonly draft: Draft; readonly written: WrittenPolicy }
  /** A file that is none of those that can be read. */
  | { readonly kind: 'unknown'; readonly name: string };

/** A policy that does what these rules do, as far as a policy can, with everything that has no counterpart told. */
export function importRules(inputs: readonly Input[], sipPorts: readonly PortRange[]): Imported {
  const read = readInputs(inputs);
  if (read.kind === 'unknown') return read;
  const draft = draftOf(read.read, sipPorts);
  return { kind: 'policy', draft, written: writePolicy(draft, inputs.map(({ name }) => name)) };
}
