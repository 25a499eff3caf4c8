import { banText, byTimeLeft, sourceText, timeText } from '../bans/ban.js';
import { reasonText } from '../bans/reason.js';
import { visible } from '../diagnostics/visible.js';
import type { Family } from '../net/address.js';
import { numberText } from '../plan/render/rows.js';
import type { Difference } from './drift.js';
import { isNearlyFull, type Load } from './load.js';
import type { Begun, ProfileEnd } from './probe-script.js';
import type { RefusedSource, Status } from './status.js';

/** Of those that start alike: a chain that was emptied does not hide the rest. */
const MOST_ALIKE = 8;
const MOST_DIFFERENCES = 40;
const MOST_RULES = 10;
const MOST_BANS = 5;
/** Of each rule. */
const MOST_SOURCES = 3;

/** The status for people. */
export function statusText(status: Status): string {
  const { policy, backend, age } = status;
  const profile = policy.profile === undefined ? '' : `, profile ${policy.profile}`;
  const when = age === undefined ? '' : `, applied ${timeText(age)} ago`;
  return [
    `policy ${policy.name}${profile}, sha256 ${policy.sha256.slice(0, 16)}, ${backend}${when}`,
    ...(status.note === undefined ? [] : [`note: ${status.note}`]),
    ...endLines(status),
    ...status.begun.map(begunLine),
    ...differenceLines(status),
    ...(status.leftOut === undefined ? [] : [`NOT in force: signatures; ${status.leftOut}`]),
    ...lanes(status),
    ...observedLines(status),
    ...refusedLines(status),
    ...bannedLines(status),
    ...loadLines(status.loads),
  ]
    .map((line) => `${visible(line)}\n`)
    .join('');
}

function endLines({ ends, byHand, policy: { profile } }: Status): readonly string[] {
  const name = profile === undefined ? 'this apply' : `the profile ${profile}`;
  const hand =
    byHand === undefined
      ? []
      : [
          `the switch's own settings are to be put back by hand, as ${byHand} says; when that is done: vosguard profile done`,
        ];
  return ends === undefined ? hand : [`${name} ${endWords(ends)}`, ...hand];
}

const begunLine = ({ profile, family, secondsLeft, since }: Begun): string =>
  `the profile ${profile} has begun by itself for ${familyWords[family]}: since ${timeText(since)}, for another ${timeText(secondsLeft)} unless it goes on`;

const familyWords: { readonly [F in Family]: string } = { ipv4: 'IPv4', ipv6: 'IPv6' };

function endWords({ secondsLeft, back }: ProfileEnd): string {
  if (back === undefined)
    return secondsLeft > 0
      ? `is meant for another ${timeText(secondsLeft)}, and nothing ends it by itself`
      : `is past its time by ${timeText(-secondsLeft)}: apply the policy without it`;
  return secondsLeft > 0
    ? `ends in ${timeText(secondsLeft)}; then apply ${back} comes back`
    : `is over since ${timeText(-secondsLeft)}: apply ${back} comes back in a moment, or now with: vosguard profile off`;
}

function differenceLines({ differences }: Status): readonly string[] {
  if (differences.length === 0) return ['everything is as it was applied'];
  const shown = varied(differences)
    .slice(0, MOST_DIFFERENCES)
    .map(({ text }) => `  ${text}`);
  const rest = differences.length - shown.length;
  return [
    'not as it was applied:',
    ...shown,
    ...(rest > 0 ? [`  and ${numberText(rest)} more; --json has all`] : []),
  ];
}

/** No more than `MOST_ALIKE` of the same words up to the second dot of a name: `rule gone: strangers.signatures`. */
function varied(differences: readonly Difference[]): readonly Difference[] {
  const seen = new Map<string, number>();
  return differences.filter(({ part, text }) => {
    const start = `${part} ${text.split('.', 2).join('.')}`;
    const count = (seen.get(start) ?? 0) + 1;
    seen.set(start, count);
    return count <= MOST_ALIKE;
  });
}

/** Sets of both families, or of all causes, in one number. */
export function held(loads: readonly Load[], holds: string): string {
  const own = loads.filter((load) => load.holds === holds);
  const counted = own.flatMap(({ entries }) => (entries === undefined ? [] : [entries]));
  if (counted.length < own.length) return 'not counted';
  const sum = counted.reduce((all, one) => all + one, 0);
  return `${own.some(({ more }) => more) ? 'at least ' : ''}${numberText(sum)}`;
}

function lanes({ loads, registrations, learning, caps }: Status): readonly string[] {
  const expected =
    registrations === undefined ? '' : `; ${numberText(registrations)} registrations on a normal day`;
  const clock =
    learning === undefined
      ? []
      : [`shared limits: counting only, enforced in ${timeText(learning)} (sip.learn)`];
  const counted = [
    ...(caps.refused > 0 ? [`refused ${numberText(caps.refused)} packets`] : []),
    ...(caps.wouldHave > 0
      ? [`would have refused ${numberText(caps.wouldHave)} while they only counted`]
      : []),
  ];
  return [
    `known sources: ${held(loads, 'known')}${expected}`,
    ...clock,
    `shared limits: ${counted.length === 0 ? 'nothing refused' : counted.join(', and ')}`,
  ];
}

function refusedLines({ refused }: Status): readonly string[] {
  if (refused.length === 0) return ['no rule has refused a packet'];
  const rows = refused
    .slice(0, MOST_RULES)
    .map(({ id, policy, packets, sources }) => ({ packets: numberText(packets), id, policy, sources }));
  const width = (column: 'packets' | 'id') => Math.max(...rows.map((row) => row[column].length));
  return [
    'refused packets by rule:',
    ...rows.flatMap(({ packets, id, policy, sources }) => [
      `  ${packets.padStart(width('packets'))}  ${id.padEnd(width('id'))}  ${policy}`,
      ...(sources.length === 0 ? [] : [`  ${''.padStart(width('packets'))}    from ${sourcesText(sources)}`]),
    ]),
  ];
}

/** `198.51.100.7 (12,000), 203.0.113.8 (20 and more) and 12 others`. */
function sourcesText(sources: readonly RefusedSource[]): string {
  const shown = sources
    .slice(0, MOST_SOURCES)
    .map(
      ({ address, packets, more }) =>
        `${sourceText(address)} (${numberText(packets)}${more ? ' and more' : ''})`,
    );
  const rest = sources.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${numberText(rest)} others` : ''}`;
}

function observedLines({ observed }: Status): readonly string[] {
  return observed.length === 0
    ? []
    : [
        'it only observes: nothing is refused but the blocked. Until now:',
        ...observed.map((line) => `  ${line}`),
      ];
}

function bannedLines({ banned, loads }: Status): readonly string[] {
  if (banned === undefined)
    return [`banned sources: ${held(loads, 'banned')}; vosguard bans list shows them`];
  const shown = banned.toSorted(byTimeLeft).slice(0, MOST_BANS);
  return [
    `banned sources: ${numberText(banned.length)}`,
    ...shown.map((ban) => `  ${banText(ban)}  ${timeText(ban.left)} left  ${reasonText(ban.reason)}`),
  ];
}

function loadLines(loads: readonly Load[]): readonly string[] {
  const full = loads.filter(isNearlyFull);
  const part = ({ entries = 0, size }: Load) => `${Math.floor((100 * entries) / size)} %`;
  const lines = full.map(
    (load) =>
      `  ${load.name} (${load.holds}): ${load.more ? 'at least ' : ''}${numberText(load.entries ?? 0)} of ${numberText(load.size)}, ${part(load)}; see sip.sizes`,
  );
  const uncounted = loads.filter(({ entries, isLimit }) => entries === undefined && !isLimit).length;
  return [
    ...(lines.length === 0 ? [] : ['nearly full:', ...lines]),
    ...(uncounted === 0 ? [] : [`${numberText(uncounted)} sets could not be counted in time`]),
  ];
}
