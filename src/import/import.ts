import type { PortRange } from '../net/units.js';
import type { Draft } from './draft.js';
import { draftOf, type Read } from './draft-of.js';
import { readInputs } from './read-inputs.js';

/** A file or an output of a tool, by the name that comments give it. */
export interface Input {
  readonly name: string;
  readonly text: string;
  /** What it is, where it cannot be told by itself. */
  readonly kind?: InputKind;
  /** Made from a script, so its lines are not those of the file. */
  readonly isMade?: boolean;
}

export const inputKinds = [
  'iptables',
  'ip6tables',
  'nft',
  'ipset',
  'script',
  'fail2ban',
  'firewalld',
  'ufw',
  'csf-allow',
  'csf-deny',
  'csf-conf',
] as const;
export type InputKind = (typeof inputKinds)[number];

export type Imported =
  | { readonly kind: 'draft'; readonly draft: Draft; readonly read: Read }
  /** A file that is none of those that can be read; or one whose end is missing. */
  | { readonly kind: 'unknown'; readonly name: string; readonly isCut: boolean };

/** Why a file is not read. */
export const unknownText = ({ name, isCut }: { readonly name: string; readonly isCut: boolean }): string =>
  isCut
    ? `${name} is not whole: its end is missing, and with it may be rules`
    : `${name} is nothing that can be read; --as says what it is`;

/** A policy that does what these rules do, as far as a policy can, with everything that has no counterpart told. */
export function importRules(inputs: readonly Input[], sipPorts: readonly PortRange[]): Imported {
  const read = readInputs(inputs);
  return read.kind === 'unknown'
    ? read
    : { kind: 'draft', draft: draftOf(read.read, sipPorts), read: read.read };
}
