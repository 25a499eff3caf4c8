/** Where the evidence of more than one signature stands, each at one commit. */
const sipvicious =
  'https://github.com/EnableSecurity/sipvicious/blob/86a3429df12fae2e7470d21b232726acd886e599/sipvicious';
const sippts = 'https://github.com/Pepelux/sippts/blob';
const siptables =
  'https://github.com/paulseward/sip-hardening/blob/7655633605d36656592c1302c435da6dbe1b1e79/siptables.sh';

export const places = {
  sipvicious: (file: string, line: number) => `${sipvicious}/${file}#L${line}`,
  sippts: (file: string, line: number) =>
    `${sippts}/57d7f8db10dd21fb5b0400835acce32707ef967f/src/sippts/${file}#L${line}`,
  /** Before the commands in Python it was a set of Perl scripts. */
  formerSippts: (file: string, line: number) =>
    `${sippts}/07005884d19e72ccf4205c7cce325da63aaa09aa/${file}#L${line}`,
  /** A block list collected with a honeypot and from papers, passed on in many copies. */
  siptables: (line: number) => `${siptables}#L${line}`,
  kamailio:
    'https://github.com/kamailio/kamailio/blob/38711a3e788de0130d48cb485578c482b57d9351/etc/kamailio.cfg#L672',
  kazoo: (line: number) =>
    `https://github.com/2600hz/kazoo-configs-kamailio/blob/6eb3cfcd470b631a9aa8ee6af013dfe405f9a712/kamailio/sanity.cfg#L${line}`,
  nmap: (file: string, line: number) =>
    `https://github.com/nmap/nmap/blob/db4aefddfa348ec815ffa83a109c97e05db88766/${file}#L${line}`,
  guide: 'https://multahost.com/blog/zh/vos3000-iptables-sip-scanner-block/',
} as const;
