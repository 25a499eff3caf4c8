import type { Destination } from '../host/remote/destination.js';
import type { ExplainPacketInvocation } from './explain-packet-invocation.js';
import type { AfterApplyInvocation, BansInvocation, StatusInvocation } from './host-invocation.js';
import type { ListsRefreshInvocation, ListsStatusInvocation } from './lists-invocation.js';
import type { TestInvocation } from './test-invocation.js';
import type { UsageInvocation } from './usage-invocation.js';
import type { VosDatabaseInvocation, VosInvocation } from './vos-invocation.js';

export type * from './host-invocation.js';
export type * from './usage-invocation.js';

/** What a command line asks for, once it has been understood. */
export type Invocation =
  | LintInvocation
  | CompileInvocation
  | PlanInvocation
  | ApplyInvocation
  | AfterApplyInvocation
  | StatusInvocation
  | BansInvocation
  | ExplainInvocation
  | ExplainPacketInvocation
  | TestInvocation
  | InitInvocation
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
