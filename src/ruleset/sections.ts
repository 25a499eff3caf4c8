import type { ChainId } from './ids.js';

/** A part of the rules, under a heading of its own. */
interface Section {
  readonly title: string;
  readonly has: RegExp;
}

const learning = /\.learning(?:\.|$)|^observed\./;
const refused = /^(?:known|called|strangers|tcp)\.refused$|^noted\./;
const signatures = /^(?:strangers|tcp)\.signatures$|searched/;

/** In the order in which a packet meets them. */
const sections: readonly Section[] = [
  { title: 'In, before connection tracking: the lane of a packet', has: /^hook\.(?:ingress|prerouting)$|^sip\./ },
  { title: 'Known sources: the switch has answered them', has: /^known\./ },
  { title: 'Called sources: the switch has sent them a request', has: /^called\./ },
  { title: 'Banned sources: a few REGISTERs pass (parole)', has: /^banned\./ },
  { title: 'Strangers: everybody else', has: /^(?:strangers|encrypted)\./ },
  { title: 'Signatures: what is searched', has: signatures },
  { title: 'In, behind connection tracking: SIP of strangers, services, the rest', has: /^hook\.input$|^input\.(?:sip|blocked)/ },
  { title: 'SIP over TCP and TLS, behind connection tracking', has: /^input\.tcp|^tcp\./ },
  { title: 'Out: what the switch sends', has: /^hook\.output$|^output\./ },
  { title: 'Answers of the switch: who becomes known, whose logins fail', has: /^(?:answers|asked|counted)\./ },
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
