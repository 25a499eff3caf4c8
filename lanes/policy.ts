import type { Registrar } from './actors/registrar-protocol.js';

/**
 * The defaults of the language, with the strangers' common caps at a tenth of what the registrar can do; with one of 1,000
 * requests a second these are the defaults too.
 */
export function policyFor({ capacity }: Registrar, sip: readonly string[] = [], limits = ''): string {
  const cap = `${capacity / 10}/s burst ${capacity / 5}`;
  return [
    'vosguard: 1',
    'trusted: [203.0.113.5]',
    'services: { ssh: { tcp: [22], from: [192.0.2.8] } }',
    'sip:',
    '  strangers:',
    `    together: { REGISTER: ${cap}, INVITE: ${cap}, other: ${cap} }`,
    ...(limits === '' ? [] : [`    limits: ${limits}`]),
    ...sip.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
