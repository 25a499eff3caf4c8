import type { ExportFormat } from '../bans/list-text.js';
import type { Destination } from '../host/remote/ssh.js';
import type { Platform } from '../platform/platform.js';
import type { ReplayInvocation } from './capture-invocation.js';
import type { ExplainPacketInvocation } from './explain-invocation.js';
import type { DoctorInvocation, ImportInvocation } from './import-invocation.js';
import type { VosDatabaseInvocation, VosInvocation } from './vos-invocation.js';

/** What a command line asks for, once it has been understood. */
export type Invocation =
  | LintInvocation
  | CompileInvocation
  | PlanInvocation
  | ApplyInvocation
  | AfterApplyInvocation
  | StatusInvocation
  | BansInvocation
  | SetsInvocation
  | ReviewInvocation
  | WhyInvocation
  | ExplainInvocation
  | ExplainPacketInvocation
  | TestInvocation
  | ReplayInvocation
  | InitInvocation
  | ImportInvocation
  | DoctorInvocation
  | SchemaInvocation
  | ListsRefreshInvocation
  | ListsStatusInvocation
  | VosInvocation
  | VosDatabaseInvocation
  | TextInvocation
  | UsageInvocation;

export const formats = ['pretty', 'compact', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

export const templates = [
  'wholesale',
  'retail',
  'call-centre',
  'behind-firewall',
  'moved-ports',
  'ipv6-only',
  'encrypted',
] as const;
export type Template = (typeof templates)[number];

export const failLevels = ['error', 'warning', 'info'] as const;
export type FailLevel = (typeof failLevels)[number];

/** What every command that reads a policy takes. */
export interface PolicyOptions {
  readonly profile: string | undefined;
  readonly allowOutside: boolean;
  /** The host's row, in the place of `target.platform`. */
  readonly platform?: Platform | undefined;
  readonly format: Format;
  /** `undefined`: where the output is a terminal. */
  readonly colour: boolean | undefined;
}

export interface LintInvocation extends PolicyOptions {
  readonly kind: 'lint';
  /** Empty: the default policy. */
  readonly files: readonly string[];
  /** The name of a policy that is read from the standard input, instead of files. */
  readonly stdin: string | undefined;
  /** The mildest finding that is a problem. */
  readonly failLevel: FailLevel;
  /** Problems do not change the exit status. */
  readonly exitZero: boolean;
}

export interface CompileInvocation extends PolicyOptions {
  readonly kind: 'compile';
  readonly file: string | undefined;
  /** The folder for the artifacts; `undefined`: everything to the output. */
  readonly output: string | undefined;
  readonly explainDefaults: boolean;
  /** Also what asks nothing of the reader. */
  readonly verbose: boolean;
  /** Worksheets for the switch as HTML, too. */
  readonly html: boolean;
  /** A file with what the switch holds, for the worksheets. */
  readonly audit: string | undefined;
}

export const planBackends = ['iptables', 'nftables'] as const;

/** What `plan` and `apply --dry-run` take. */
export interface PlanOptions extends PolicyOptions {
  readonly file: string | undefined;
  /** Over ssh; `undefined`: this host. */
  readonly host: Destination | undefined;
  /** `undefined`: the one whose rules stand on the host. */
  readonly backend: (typeof planBackends)[number] | undefined;
  /** A folder with a saved listing, instead of this host. */
  readonly against: string | undefined;
  /** A folder that every file of vosguard is under. */
  readonly root: string | undefined;
  /** A folder to save the listing of this host in. */
  readonly save: string | undefined;
  readonly json: boolean;
  readonly exitCode: boolean;
  /** A file for the plan in JSON. */
  readonly output: string | undefined;
}

export interface PlanInvocation extends PlanOptions {
  readonly kind: 'plan';
}

export interface ApplyInvocation extends PlanOptions {
  readonly kind: 'apply';
  readonly dryRun: boolean;
  /** Seconds for the confirmation; `undefined`: what the installer waits by itself. */
  readonly confirm: number | undefined;
  readonly yes: boolean;
  /** Seconds for which nothing is refused but the blocked, before the rules come into force. */
  readonly observe: number | undefined;
  readonly noPersist: boolean;
  /** A file with the plan that is to be applied, and nothing else. */
  readonly plan: string | undefined;
  /** Also where the operator's own connection would have no rule. */
  readonly forceLockout: boolean;
  readonly forceCut: boolean;
  readonly forceOthers: boolean;
  /** A list of sources that are known from the first packet on. */
  readonly known: string | undefined;
  /** Also whoever has a flow that is answered now. */
  readonly knownFlows: boolean;
  /** Why, for those who look later. */
  readonly note: string | undefined;
  /** Seconds after which what was in force before comes back; `undefined`: as the profile's `expires` says. */
  readonly lasts: number | undefined;
}

export interface ExplainInvocation extends PolicyOptions {
  readonly kind: 'explain';
  /** A code, a pack of signatures or the id of a rule; `undefined`: the list of codes and packs. */
  readonly topic: string | undefined;
  /** The policy that the rule is of; `undefined`: the default policy. */
  readonly file: string | undefined;
}

export interface InitInvocation {
  readonly kind: 'init';
  readonly template: Template;
  readonly output: string;
}

export interface SchemaInvocation {
  readonly kind: 'schema';
}

/** Help or the version. */
export interface TextInvocation {
  readonly kind: 'text';
  readonly text: string;
}

type Json = { readonly json: boolean };

/** What comes after an apply and needs no policy. */
export type AfterApplyInvocation = {
  readonly root: string | undefined;
  readonly host: Destination | undefined;
} & (
  | { readonly kind: 'confirm'; readonly code: string }
  /** `list`: which there are; `number`: which apply is taken back, `undefined` for the last. */
  | (Json & { readonly kind: 'rollback'; readonly list: boolean; readonly number: number | undefined })
  | { readonly kind: 'uninstall' }
  /** `bans` and `known` of the installer. `reads`: a list from the standard input, where the words have a `-`. */
  | {
      readonly kind: 'by-hand';
      readonly words: readonly string[];
      readonly changes: boolean;
      readonly reads: boolean;
    }
  | (Json & { readonly kind: 'metrics' })
  /** Lists that the host fetches by itself. */
  | { readonly kind: 'lists'; readonly words: readonly string[] }
  | (Json & { readonly kind: 'profile' } & (
        | { readonly action: 'status' | 'done' }
        | { readonly action: 'off'; readonly yes: boolean }
      ))
);

export interface StatusInvocation {
  readonly kind: 'status';
  readonly root: string | undefined;
  readonly host: Destination | undefined;
  readonly json: boolean;
}

export type BansInvocation = {
  readonly kind: 'bans';
  readonly root: string | undefined;
  readonly host: Destination | undefined;
} & (
  | { readonly action: 'list'; readonly limit: number; readonly json: boolean }
  | { readonly action: 'export'; readonly limit: number; readonly format: ExportFormat }
);

export interface WhyInvocation {
  readonly kind: 'why';
  readonly address: string;
  /** `undefined`: the default policy, if there is one. */
  readonly file: string | undefined;
  readonly root: string | undefined;
  readonly host: Destination | undefined;
  readonly json: boolean;
}

export interface ReviewInvocation {
  readonly kind: 'review';
  /** `undefined`: the default policy, if there is one. */
  readonly file: string | undefined;
  readonly root: string | undefined;
  readonly host: Destination | undefined;
  readonly html: boolean;
  readonly json: boolean;
}

/** Bans and known sources from one host to another; `undefined` is this one. */
export interface SetsInvocation {
  readonly kind: 'sets';
  readonly from: Destination | undefined;
  readonly to: Destination | undefined;
  readonly fromRoot: string | undefined;
  readonly toRoot: string | undefined;
  readonly json: boolean;
}

export interface ListsRefreshInvocation extends PolicyOptions {
  readonly kind: 'lists-refresh';
  readonly file: string | undefined;
  /** This list alone. */
  readonly only: string | undefined;
  /** Of this list, as much as has changed is taken. */
  readonly accept: string | undefined;
  /** Only those whose time has come. */
  readonly due: boolean;
}

export interface ListsStatusInvocation extends PolicyOptions {
  readonly kind: 'lists-status';
  readonly file: string | undefined;
  readonly json: boolean;
}

export const testFormats = ['pretty', 'json', 'junit', 'github'] as const;
export type TestFormat = (typeof testFormats)[number];

export interface TestInvocation extends Omit<PolicyOptions, 'format'> {
  readonly kind: 'test';
  readonly file: string | undefined;
  /** The name of one test; `undefined`: all of them. */
  readonly only: string | undefined;
  /** Whether to try what no test protects. */
  readonly mutants: boolean;
  /** Whether to play them with real packets as well. */
  readonly kernel: boolean;
  readonly format: TestFormat;
}

/** A command line that cannot be understood. */
export interface UsageInvocation {
  readonly kind: 'usage';
  readonly fault: UsageFault;
}

export interface UsageFault {
  readonly message: string;
  /** A word that was not known and the words that would have been, for a hint. */
  readonly unknown: { readonly word: string; readonly known: readonly string[] } | undefined;
}
