/** Each dependency and the one folder that may know of it. */
export const homes: Readonly<Record<string, string>> = {
  yaml: 'parse',
  ajv: 'validate',
  'fastest-levenshtein': 'validate',
  chalk: 'diagnostics',
  yargs: 'cli',
  execa: 'host',
  mysql2: 'host',
};

/** Node's own modules that touch nothing, and what may be had of them. */
export const pureBuiltins: Readonly<Record<string, readonly string[] | 'all'>> = {
  'node:path': 'all',
  'node:buffer': ['isUtf8'],
  'node:util': ['isDeepStrictEqual'],
  'node:crypto': ['createHash'],
};

/** The process, the terminal, the clock, chance, the network and the event loop. */
export const effects = [
  'process',
  'console',
  'globalThis',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'eval',
  'new Date()',
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
] as const;

/** The leaves: what things are called and what they are. Then the way of the data, each stage after those it needs. */
const leaves = ['net', 'sip', 'diagnostics', 'policy', 'vos3000', 'ruleset'];

/**
 * What each folder of src may import from, beside itself. A stage sees no other stage but through the
 * forms that pass between them; `compile.ts` alone knows the way of the data.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  json: [],
  net: [],
  sip: [],
  diagnostics: ['net', 'sip'],
  policy: ['net', 'sip', 'diagnostics'],
  /** What is known about the switch, and what a policy wants of it. */
  vos3000: ['json', 'net', 'diagnostics', 'policy'],
  ruleset: ['net', 'sip', 'policy'],
  parse: ['policy', 'diagnostics'],
  validate: ['net', 'sip', 'policy', 'diagnostics', 'parse'],
  check: ['net', 'sip', 'policy', 'vos3000', 'diagnostics', 'parse'],
  /** Lists that are fetched, before they become part of a policy. */
  lists: ['net', 'policy', 'diagnostics', 'parse', 'validate', 'check'],
  /** What comments of the policy take back, when every stage has reported. */
  suppressions: ['diagnostics', 'parse', 'check'],
  lower: ['net', 'sip', 'policy', 'ruleset'],
  platform: ['policy', 'diagnostics', 'ruleset'],
  legalize: [...leaves, 'platform'],
  emit: [...leaves, 'legalize', 'platform'],
  compile: [
    ...leaves,
    'parse',
    'validate',
    'check',
    'suppressions',
    'lower',
    'legalize',
    'platform',
    'emit',
    'evaluate',
  ],
  evaluate: ['net', 'policy', 'ruleset'],
  testing: ['net', 'policy', 'ruleset', 'diagnostics', 'evaluate'],
  explain: ['json', 'net', 'policy', 'ruleset', 'diagnostics', 'evaluate', 'testing'],
  /** Files of captured packets, and what the packets in them are. */
  capture: ['net'],
  /** Captured traffic through the rules. */
  replay: ['net', 'sip', 'policy', 'ruleset', 'diagnostics', 'vos3000', 'evaluate', 'capture'],
  /** Changes to the files of a policy, as patches. */
  edit: ['diagnostics', 'parse', 'policy'],
  plan: [...leaves, 'json', 'emit', 'evaluate', 'testing'],
  /** The rules of others on a host. */
  beside: ['json', 'net', 'policy', 'diagnostics', 'plan'],
  /** A policy from rules that somebody else has written. */
  import: ['json', 'net', 'sip', 'policy', 'diagnostics', 'plan', 'beside'],
  /** What a host can do, and what on it works against a policy. */
  doctor: ['net', 'policy', 'platform', 'beside'],
  bans: [...leaves, 'json', 'emit', 'plan'],
  status: [...leaves, 'json', 'emit', 'plan', 'bans'],
  /** A page of a month. */
  review: [...leaves, 'plan', 'bans', 'status'],
  host: ['json', 'parse', 'net', 'policy', 'testing', 'plan', 'status', 'bans', 'beside', 'vos3000'],
  cli: [
    ...leaves,
    ...[
      'json',
      'parse',
      'validate',
      'check',
      'lists',
      'compile',
      'plan',
      'beside',
      'import',
      'doctor',
      'platform',
      'edit',
      'status',
      'review',
      'bans',
      'host',
      'evaluate',
      'testing',
      'explain',
      'capture',
      'replay',
    ],
  ],
};

/** Names that say nothing about what is inside. */
export const emptyNames = /^(utils?|helpers?|common|misc|shared)$/i;

export const mostLines = 300;
