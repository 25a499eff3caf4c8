import type { TestStep } from '../policy/policy-test.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { Failure } from './outcome.js';

/** What an answer meets that the switch has not asked for. */
export const uncalledWords =
  'the switch has sent nothing to this address in the last minutes: a carrier that answers from other addresses than those that are called belongs into trusted with all of them';

const inDialog = (method: string): string =>
  `${method} is dropped from strangers: it gets through from whom the switch has called in the last 5 minutes, from who is known or trusted, or with sip: { strangers: { limits: { ${method}: 5/s } } }`;

const ofDialogs = /^strangers\.(INFO|NOTIFY|REFER|SUBSCRIBE|PUBLISH|MESSAGE)\.source\./;

/** What a refusal by this rule means to a peer who means well, where its id alone does not say it. */
export function refusalWords(rule: Rule | undefined): string | undefined {
  if (rule === undefined) return undefined;
  if (rule.id.endsWith('response.uncalled')) return uncalledWords;
  const method = ofDialogs.exec(rule.id)?.[1];
  return method === undefined || rule.matches.some(({ kind }) => kind === 'limit')
    ? undefined
    : inDialog(method);
}

/** Why a step did not do what was expected, where the rules are meant so. */
export function whyOf(
  { send }: Pick<TestStep, 'send'>,
  { what, expected, packet }: Pick<Failure, 'what' | 'expected' | 'packet'>,
): string | undefined {
  if (what === 'known' && expected === 'true' && send.transport === 'tcp')
    return 'over TCP nothing is learned, since no segment is a message; without being known it has the limits of TCP, and its registrations work. What the switch answers over UDP makes it known';
  if (what === 'banned' && expected === 'false' && packet?.delivered === false)
    return 'each packet that is refused counts for sip.bans.flood; parole lets it register, and once it is known no ban holds it';
  return packet?.delivered === false ? refusalWords(packet.rule) : undefined;
}
