import {
  agent,
  entry,
  inKamailio,
  inSiptables,
  listed,
  named,
  type Pack,
  places,
  seen,
  source,
} from './pack.js';

const sipvicious = (file: string, line: number, says: string) => source(places.sipvicious(file, line), says);

export const attackTools1: Pack = {
  name: 'attack-tools',
  version: 1,
  class: 'attack-tool',
  about:
    'User-Agents of tools that only attack, names that were made up for attacks, and the From that svmap sends. No real product sends any of them, so they are in use unless the policy says otherwise.',
  signatures: [
    agent('friendly-scanner', {
      evidence: [sipvicious('libs/svhelper.py', 583, 'the User-Agent of every tool of SIPVicious')],
    }),
    agent('sipvicious', { evidence: [inKamailio, inSiptables(49)] }),
    agent('friendly-request', { evidence: [inSiptables(31)] }),
    agent('sundayddr', {
      evidence: [
        seen(
          'http://honeynet.org.au/?q=sunday_scanner',
          'a packet of July 2010, from a botnet with what looks like a changed SIPVicious',
        ),
        listed(places.kazoo(59), 'refused by the configuration of Kazoo'),
      ],
    }),
    agent('iWar', { evidence: [inSiptables(36)] }),
    agent('pplsip', {
      evidence: [source(places.sippts('lib/params.py', 491), 'the User-Agent of Sippts 4')],
    }),
    agent('sippts', {
      evidence: [
        named(
          places.sippts('lib/functions.py', 426),
          'the name of the tool; its source sends it in the SDP only',
        ),
      ],
    }),
    agent('sipptk', {
      evidence: [
        source(places.formerSippts('sipscan.pl', 19), 'the User-Agent of the first versions of Sippts'),
      ],
    }),
    agent('sip-scan', { evidence: [inSiptables(45)] }),
    agent('sipscan', { evidence: [inSiptables(46)] }),
    agent('sivus', {
      evidence: [
        inSiptables(50),
        named(
          'https://1library.net/document/qmjg47w8-the-voip-vulnerability-scanner.html',
          'the guide to SiVuS, a scanner for SIP',
        ),
      ],
    }),
    agent('siparmyknife', { evidence: [inSiptables(42)] }),
    agent('svmap', {
      evidence: [
        named(
          places.sipvicious('libs/svhelper.py', 915),
          'the name of a tool of SIPVicious, for altered copies',
        ),
      ],
    }),
    agent('svwar', {
      evidence: [
        named(places.sipvicious('svwar.py', 240), 'the name of a tool of SIPVicious, sent in its SDP'),
      ],
    }),
    agent('svcrack', {
      evidence: [
        named(
          places.sipvicious('libs/svhelper.py', 915),
          'the name of a tool of SIPVicious, for altered copies',
        ),
      ],
    }),
    agent('voiphopper', {
      evidence: [
        named(
          'https://github.com/iknowjason/voiphopper/blob/7cd1d5329c6e4716a3892dd0b2b878c1eab93941/USAGE',
          'the name of a tool that enters voice networks',
        ),
      ],
    }),
    entry(
      'svmap-from',
      { kind: 'raw', text: 'sip:100@1.1.1.1' },
      {
        evidence: [
          sipvicious('svmap.py', 46, 'the From of svmap; it survives a changed User-Agent'),
          listed(places.siptables(79), 'the address with any user, in a block list'),
        ],
        falsePositives: 'an extension 100 of a switch at 1.1.1.1, which is a public DNS resolver',
      },
    ),
  ],
};
