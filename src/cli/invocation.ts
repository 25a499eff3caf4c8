/** What a command line asks for, once it has been understood. */
export type Invocation =
  | LintInvocation
  | CompileInvocation
  | PlanInvocation
  | ApplyInvocation
  | AfterApplyInvocation
  | ExplainInvocation
  | InitInvocation
  | SchemaInvocation
  | TextInvocation
  | UsageInvocation;

export const formats = ['pretty', 'compact', 'json'] as const;
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
}

export interface CompileInvocation extends PolicyOptions {
  readonly kind: 'compile';
  readonly file: string | undefined;
  /** The folder for the artifacts; `undefined`: everything to the output. */
  readonly output: string | undefined;
  readonly explainDefaults: boolean;
}

export const planBackends = ['iptables', 'nftables'] as const;

/** What `plan` and `apply --dry-run` take. */
export interface PlanOptions extends PolicyOptions {
  readonly file: string | undefined;
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
  readonly noPersist: boolean;
  /** A file with the plan that is to be applied, and nothing else. */
  readonly plan: string | undefined;
  /** Also where the operator's own connection would have no rule. */
  readonly forceLockout: boolean;
}

/** What comes after an apply and needs no policy. */
export type AfterApplyInvocation = { readonly root: string | undefined } & (
  | { readonly kind: 'confirm'; readonly code: string }
  /** `list`: which there are; `number`: which apply is taken back, `undefined` for the last. */
  | { readonly kind: 'rollback'; readonly list: boolean; readonly number: number | undefined }
  | { readonly kind: 'status' }
);

export interface ExplainInvocation {
  readonly kind: 'explain';
  /** A code or a pack of signatures; `undefined`: the list of all of them. */
  readonly topic: string | undefined;
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
