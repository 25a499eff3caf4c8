import {
  agent,
  entry,
  inGuide,
  inKamailio,
  inSiptables,
  named,
  type Pack,
  places,
  seen,
  source,
} from './pack.js';

/** Also the default of an SDK: whoever builds a softphone with it and does not name it sends this. */
export const vaxSip = agent('VaxSIPUserAgent', {
  evidence: [inKamailio, inSiptables(56), inGuide],
  falsePositives: 'softphones made with the SDK of VaxVoIP',
});

export const sipcli = agent('sipcli', {
  evidence: [inKamailio, inSiptables(43), inGuide],
  falsePositives: 'administrators who test a switch from a command line',
});

export const honestTools1: Pack = {
  name: 'honest-tools',
  version: 1,
  class: 'honest-tool',
  about:
    'Load generators, monitors and auditors that attackers use and honest people too. Never used unless the policy says so: put your own monitors into "trusted" first.',
  signatures: [
    sipcli,
    agent('sipsak', {
      evidence: [
        source(
          'https://github.com/nils-ohlmeier/sipsak/blob/ed6a911f07012c9fdf7f5a27970bb5fc0ee541fb/src/sipsak.h#L122',
          'its User-Agent',
        ),
      ],
      falsePositives: 'monitors that ask a switch with OPTIONS whether it lives',
    }),
    agent('sipp', {
      evidence: [
        seen(
          'https://github.com/asterisk/testsuite/blob/379b3a569395a7ea6af03336859b938196cf12b0/tests/channels/pjsip/subscriptions/mwi/solicited/replaces_unsolicited/aggregate/sipp/solicited.xml#L104',
          'in a scenario of the tests of Asterisk; SIPp itself sends what its scenario says',
        ),
      ],
      falsePositives: 'load tests of your own',
    }),
    agent('Nmap', {
      evidence: [source(places.nmap('nselib/sip.lua', 530), 'the User-Agent of its SIP scripts: Nmap NSE')],
      falsePositives: 'audits of your own network',
    }),
    agent('Nsauditor', {
      evidence: [
        named(
          'https://github.com/fail2ban/fail2ban/blob/deffcbcd1712a3a0cbd79c1da324096ebf36d306/config/filter.d/apache-badbots.conf#L11',
          'the name of an auditor; the list is one for the web',
        ),
      ],
      falsePositives: 'audits of your own network',
    }),
    vaxSip,
  ],
};

/** The probe has no User-Agent, so that version 1 never saw it. */
const nmapProbe = entry(
  'nmap-probe',
  { kind: 'request', method: 'OPTIONS', text: 'sip:nm SIP/2.0' },
  {
    evidence: [source(places.nmap('nmap-service-probes', 15041), 'what "nmap -sV" sends to UDP port 5060')],
    falsePositives: 'audits of your own network',
  },
);

export const honestTools2: Pack = {
  ...honestTools1,
  version: 2,
  signatures: [...honestTools1.signatures, nmapProbe],
};
