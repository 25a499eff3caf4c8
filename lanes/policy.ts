import type { Registrar } from './actors/registrar-protocol.js';

export interface PolicyParts {
  /** More lines of `sip:`. */
  readonly sip?: readonly string[];
  /** `sip.strangers.limits`. */
  readonly limits?: string;
}

/**
 * The defaults of the language, with the strangers' common caps at a tenth of what the registrar can do; with one of 1,000
 * requests a second these are the defaults too.
 */
export function policyFor({ capacity }: Registrar, { sip = [], limits }: PolicyParts = {}): string {
  const rate = Math.round(capacity / 10);
  const cap = `${rate}/s burst ${2 * rate}`;
  return [
    'vosguard: 1',
    'trusted: [203.0.113.5]',
    'services: { ssh: { tcp: [22], from: [192.0.2.8] } }',
    'sip:',
    '  strangers:',
    `    together: { REGISTER: ${cap}, INVITE: ${cap}, other: ${cap} }`,
    ...(limits === undefined ? [] : [`    limits: ${limits}`]),
    ...sip.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
