import type { ChainId } from './ids.js';
import type { Holding } from './ruleset.js';

/** What the entries of a learned set are. */
export const holdingWords: { readonly [H in Holding]: string } = {
  known: 'known: the switch answered their REGISTER or INVITE with 200',
  registered: 'known by a REGISTER, not by an INVITE alone',
  called: 'called: the switch sent them a SIP request in the last minutes',
  calling: 'called: in a call that the switch began, as far as its ACK tells',
  asked: 'asked: sent a REGISTER just now, and the answer is still to come',
  ringing: 'ringing: sent an INVITE that may still be answered',
  taint: 'taint: sent a request just now that proves nothing if it is answered with 200',
  qualifying: 'sent one OPTIONS, CANCEL or the like just now, whose 200 is still to come and proves nothing',
  ended: 'sent a BYE just now, whose 200 says nothing of a REGISTER',
  served: 'answered 200 over TCP in the last minute',
  guessing: 'challenged or refused over TCP in the last minute, and not answered 200 since',
  greeted: 'sent an OPTIONS in the last two minutes',
  tried: 'address and port of strangers that sent a REGISTER or INVITE just now',
  opened: 'TCP connections of strangers, by address and port, whose handshake is complete',
  counted: 'sources that the limit of a service counts',
  asking: 'TCP connections to a service with a limit, by address and port, that are being made',
  begun: 'the same, counted already',
  banned: 'banned by what their UDP packets showed; holds for UDP',
  paroled: 'banned: found here while the parole is used up',
  alarm: 'has its one entry while the stricter limits hold (profiles.NAME.when)',
  alarmed: 'the same: since when',
  subnets: 'banned by hand, a whole subnet (/24 or /48); holds for UDP and TCP',
  returned: 'banned lately by answers of the switch or by a TCP connection: the next such ban is longer',
  proven: 'banned by what a TCP connection showed, or by hand; holds for UDP and TCP',
};

export interface Term {
  readonly term: string;
  readonly means: string;
}

/** The words of the rules, in the order in which a source meets them. */
export const glossary: readonly Term[] = [
  {
    term: 'trusted',
    means: 'an address that the policy lists under `trusted`: never limited, searched or banned',
  },
  {
    term: 'lane',
    means:
      'the limits that a source meets: there is one for known, called and banned sources and for strangers',
  },
  {
    term: 'stranger',
    means: 'a source that is not trusted, known or called: a customer too, until the switch has answered',
  },
  {
    term: 'known',
    means:
      'the switch has answered 200 to a REGISTER or INVITE of this source; lasts for `sip.known.remember`',
  },
  {
    term: 'called',
    means:
      'the switch has sent a SIP request to this source in the last five minutes, or an ACK in the last twelve hours',
  },
  { term: 'asked', means: 'sent a REGISTER in the last five seconds; a 200 now makes the source known' },
  { term: 'ringing', means: 'sent an INVITE in the last three minutes; a 200 now makes the source known' },
  {
    term: 'taint',
    means: 'sent another request in the last ten seconds; a 200 may answer that one and makes nobody known',
  },
  {
    term: 'qualifying',
    means:
      'sent one OPTIONS, CANCEL or the like, which is not yet answered; the next 200 pays for it and makes nobody known. Two at once taint',
  },
  {
    term: 'greeted',
    means: 'sent an OPTIONS in the last two minutes; the first is dropped, the next one may pass',
  },
  {
    term: 'banned',
    means: 'dropped on the SIP ports for a time, because of a signature, a flood or failed logins',
  },
  {
    term: 'parole',
    means:
      'a banned source may still send a few REGISTERs a minute, so that a customer who was banned can log in',
  },
  {
    term: 'shared limit',
    means:
      'one limit for all strangers together (`sip.strangers.together`): what a botnet of quiet sources meets',
  },
  {
    term: 'share',
    means: 'a part of a shared limit: first messages, repeated ones and answered ones each have one',
  },
  {
    term: 'learning',
    means: 'the time after the load in which the lanes refuse nothing and only count (`sip.learn`)',
  },
];

/** A part of the rules, under a heading of its own. */
interface Section {
  readonly title: string;
  readonly has: RegExp;
}

const learning = /\.learning(?:\.|$)|^observed\./;
const refused = /^(?:known|called|strangers|tcp)\.refused$|^noted\.|^refused\./;
const signatures = /^(?:strangers|tcp)\.signatures$|searched/;

/** In the order in which a packet meets them. */
const sections: readonly Section[] = [
  { title: 'In, before connection tracking: the lane of a packet', has: /^hook\.(?:ingress|prerouting|passing)$|^passing\.|^sip\./ },
  { title: 'Known sources: the switch has answered them', has: /^known\./ },
  { title: 'Called sources: the switch has sent them a request', has: /^called\./ },
  { title: 'Banned sources: a few REGISTERs pass (parole)', has: /^banned\./ },
  { title: 'Strangers: everybody else', has: /^(?:strangers|encrypted)\./ },
  { title: 'Signatures: what is searched', has: signatures },
  { title: 'In, behind connection tracking: SIP of strangers, services, the rest', has: /^hook\.(?:input|forward)$|^forward\.|^input\.(?:sip|blocked)/ },
  { title: 'SIP over TCP and TLS, behind connection tracking', has: /^input\.tcp|^tcp\./ },
  { title: 'Out: what the switch sends', has: /^hook\.output$|^output\./ },
  { title: 'Answers of the switch: who becomes known, whose logins fail', has: /^(?:answers|asked|counted|served)\./ },
  { title: 'Refused: written down, logged, dropped', has: refused },
  { title: 'Bans', has: /^ban\./ },
  { title: 'While it learns (sip.learn): only counts, refuses nothing', has: learning },
  { title: 'Others', has: /./ },
]; // biome-ignore format: a table

/** What stands below the prefix of another section. */
const first = [learning, refused, signatures];

const sectionOf = (id: ChainId): Section | undefined =>
  sections.find(({ has }) => first.includes(has) && has.test(id)) ?? sections.find(({ has }) => has.test(id));

/** The parts of the rules that have chains, in their order; the chains of each in theirs. */
export function bySection<T extends { readonly id: ChainId }>(
  chains: readonly T[],
): readonly { readonly title: string; readonly chains: readonly T[] }[] {
  const of = chains.map((chain) => ({ chain, section: sectionOf(chain.id) }));
  return sections.flatMap((section) => {
    const own = of.flatMap((one) => (one.section === section ? [one.chain] : []));
    return own.length === 0 ? [] : [{ title: section.title, chains: own }];
  });
}
