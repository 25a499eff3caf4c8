/** How well a fact about the switch is proved, best first. */
export const grades = ['database', 'manual', 'guide', 'unverified'] as const;

export type Grade =
  /** Seen in a copy of a switch's own database. */
  | 'database'
  /** Seen in a document of the vendor. */
  | 'manual'
  /** Said by published guides, most of which quote the manual of 2.1.9.07; the manual itself was not seen. */
  | 'guide'
  /** Said in one place only, contradicted elsewhere, or concluded from other facts. */
  | 'unverified';

/** Where a fact was published. */
export interface Source {
  readonly title: string;
  readonly address: string;
}

/** Where a fact comes from and what that is worth. */
export interface Origin {
  readonly grade: Grade;
  readonly source: Source;
}

export interface Fact<T> extends Origin {
  readonly value: T;
}

export const fact = <T>(value: T, { grade, source }: Origin): Fact<T> => ({ value, grade, source });

const github = 'https://github.com';

/** Where the facts of the catalogue were published. */
export const sources = {
  database2140: {
    title: 'a public copy of the data directory of a fresh switch, 2.1.4.0',
    address: `${github}/richfang/vos30002.4/blob/2862b0d3038b34839857885c66a1c23333994570/vos3000-mysql.tar`,
  },
  webManual: {
    title: "the vendor's manual of the web interface, 2.1.9.07, document version 05",
    address: `${github}/torry21th/vos3000-wiki/blob/558dcbfcf45ad9af3764efe3d97f30fb71d04f2f/VOS3000_webinterface.pdf`,
  },
  zeroDuration: {
    title: 'the guide to zero-duration records',
    address: 'https://multahost.com/blog/vos3000-zero-duration-cdr/',
  },
  illegalCalls: {
    title: 'the guide to records of illegal calls',
    address: 'https://www.vos3000.info/vos3000-illegal-call-recording/',
  },
  registrationFlood: {
    title: 'the guide to floods of registrations',
    address: 'https://multahost.com/blog/zh/vos3000-registration-flood/',
  },
  sipScanner: {
    title: 'the guide to scanners without fail2ban',
    address: 'https://multahost.com/blog/zh/vos3000-iptables-sip-scanner-block/',
  },
  authenticationRetry: {
    title: 'a page on retries and suspension that quotes the manual of 2.1.9.07',
    address: 'https://multahost.com/blog/?p=3424',
  },
  authenticationSuspend: {
    title: 'a page on suspension, of the publisher of the guides',
    address: 'https://www.vos3000.com/blog/vos3000-authentication-suspend/',
  },
  sipAuthentication: {
    title: 'a page on challenges and their timeout that quotes the manual of 2.1.9.07',
    address: 'https://multahost.com/blog/vos3000-sip-authentication-retry-timeout/',
  },
  registrationInterval: {
    title: 'a page on the registration interval that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.info/vos3000-lightweight-registration-interval/',
  },
  unauthorizedResponse: {
    title: 'a page on answers to unknown sources that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.com/blog/vos3000-unauthorized-sip-response/',
  },
  outboundRegistration: {
    title: 'a page on outgoing registrations that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.info/vos3000-sip-outbound-registration/',
  },
  maliciousCaller: {
    title: 'a page on the blacklist of callers that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.info/vos3000-malicious-caller-blacklist/',
  },
  noAnswer: {
    title: 'a page on the blacklist of numbers that do not answer that quotes the manual of 2.1.9.07',
    address:
      'https://www.vos3000.info/vos3000-no-answer-auto-blacklist-proven-ss_black_list_no_answer-configuration/',
  },
  serverHangUp: {
    title: 'a page on records of calls that the server ends that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.com/blog/vos3000-server-hangup-cdr/',
  },
  loginLockout: {
    title: 'a page on the login lock that quotes the manual of 2.1.9.07',
    address: 'https://multahost.com/blog/tag/vos3000-brute-force-protection/',
  },
  numberManagement: {
    title: 'a page on number management that quotes the manual of 2.1.9.07, 2.13, pages 190 to 196',
    address: 'https://multahost.com/blog/vos3000-number-management',
  },
  rateLimit: {
    title: 'a page on the rate limit of gateways',
    address: 'https://www.vos3000.info/cps-control/',
  },
  mediaProxy: {
    title: 'a page on the media proxy that quotes the manual of 2.1.9.07',
    address: 'https://multahost.com/blog/vos3000-media-proxy',
  },
  resendInterval: {
    title: 'a page on repeated requests that quotes the manual of 2.1.9.07',
    address: 'https://multahost.com/blog/zh/vos3000-sip-resend-interval/',
  },
  newerSchema: {
    title: 'published table definitions of an installation of 2026 whose version is not stated',
    address: 'https://github.com/search?type=code&q=e_gatewaymappingsetting+maxcallrateunit',
  },
  textExport: {
    title: 'a page on files of call records that quotes one manual of 2.1.8.0 and 2.1.9.07, 4.3.5.1 and 4.4',
    address: 'https://multahost.com/blog/vos3000-cdr-text-file-export/',
  },
  softswitchParameters: {
    title: 'pages on softswitch parameters that quote the manual of 2.1.9.07, 4.3.5.2',
    address: 'https://multahost.com/blog/zh/tag/vos3000-softswitch-parameters/',
  },
  inviteTimeout: {
    title: 'a page on the timeout of INVITE and on other gateways that quotes the manual of 2.1.9.07',
    address: 'https://www.vos3000.com/blog/vos3000-sip-invite-timeout/amp/',
  },
  sessionTimer: {
    title: 'pages on configuration that quote the manual of 2.1.9.07, 4.3.5.2, pages 230 and 231',
    address: 'https://multahost.com/blog/tag/vos3000-configuration/page/2/',
  },
  retry401: {
    title: 'a page on repeated challenges that quotes the manual of 2.1.9.07, 4.3.5.2',
    address: 'https://multahost.com/blog/zh/tag/vos3000-sip-401-retry/',
  },
  parameterList: {
    title: 'a list of parameters that quotes the manual of 2.1.9.07, 4.3.5, pages 222 to 252',
    address: 'https://multahost.com/blog/vos3000-parameter-description/',
  },
} as const satisfies Readonly<Record<string, Source>>;

/** Seen in the database of 2.1.4.0. */
export const database: Origin = { grade: 'database', source: sources.database2140 };

export const manual = (source: Source): Origin => ({ grade: 'manual', source });
export const guide = (source: Source): Origin => ({ grade: 'guide', source });
export const unverified = (source: Source): Origin => ({ grade: 'unverified', source });

/** Where in the client an operator finds something. */
export interface Page {
  readonly title: string;
  /** The menus to click, outermost first. */
  readonly way: Fact<readonly string[]>;
  /** Section of the manual of 2.1.9.07, where a source names one. */
  readonly section: Fact<string> | undefined;
}

const flood = guide(sources.registrationFlood);
const scanner = guide(sources.sipScanner);
const zero = guide(sources.zeroDuration);
const numbers = guide(sources.numberManagement);

export const pages = {
  'system-parameters': {
    title: 'System parameters',
    way: fact(['System management', 'System parameters'], flood),
    section: fact('4.3.5.2', flood),
  },
  'billing-parameters': {
    title: 'Billing parameters',
    way: fact(['System settings', 'Billing parameters'], zero),
    section: fact('4.3.5.1', zero),
  },
  'mapping-gateway': {
    title: 'Mapping gateway, additional settings',
    way: fact(
      ['Operation management', 'Gateway operation', 'Mapping gateway', 'Additional settings'],
      scanner,
    ),
    section: undefined,
  },
  'web-access-control': {
    title: 'Web Access Control',
    way: fact(['Operation management', 'Interface management', 'Web Access Control'], scanner),
    section: fact('2.14.1', scanner),
  },
  'dynamic-blacklist': {
    title: 'Dynamic black list',
    way: fact(['Number management', 'Dynamic black list'], numbers),
    section: fact('2.13', numbers),
  },
  'server-monitor': {
    title: 'Server monitor',
    way: fact(['Server monitor'], unverified(sources.registrationFlood)),
    section: undefined,
  },
} as const satisfies Readonly<Record<string, Page>>;

export type PageName = keyof typeof pages;
