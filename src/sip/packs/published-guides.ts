import { sipcli, vaxSip } from './honest-tools.js';
import { agent, inGuide, inKamailio, inSiptables, type Pack, places, source } from './pack.js';

export const publishedGuides1: Pack = {
  name: 'published-guides',
  version: 1,
  class: 'published-guides',
  about:
    'The five names that the published guides search for, for whoever moves over from their script. VaxSIPUserAgent and sipcli have honest users.',
  signatures: [
    agent('friendly-scanner', {
      evidence: [
        inGuide,
        source(places.sipvicious('libs/svhelper.py', 583), 'the User-Agent of every tool of SIPVicious'),
      ],
    }),
    vaxSip,
    agent('sipvicious', { evidence: [inGuide, inKamailio] }),
    agent('SIPScan', { evidence: [inGuide, inSiptables(46)] }),
    sipcli,
  ],
};
