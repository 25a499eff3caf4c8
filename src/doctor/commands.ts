import { daemonNames } from './daemons.js';

const firewall = 'iptables|ip6tables|firewalld|nftables|ufw|netfilter-persistent';
const ofSwitch = daemonNames.join('|');
/** How a script of init or a unit is told to do something: `service X WORD`, `/etc/init.d/X WORD`, `systemctl WORD X`. */
const told = (names: string, words: string): string =>
  `(?:service\\s+|init\\.d/+)(?:${names})\\s+(?:${words})|systemctl\\s+(?:-\\S+\\s+)*(?:${words})\\s+(?:\\S+\\s+)*(?:${names})`;
/** As a word of a shell: behind a blank, a path or a sign, and not a part of a longer one. */
const word = (words: string): RegExp => new RegExp(`(?:^|[\\s;&|(/'"\`])(?:${words})(?=$|[\\s;&|)'"\`.])`);

export const reboots = word(
  'reboot|poweroff|halt|shutdown(?!\\s+-c)|(?:tel)?init\\s+[06]|systemctl\\s+(?:-\\S+\\s+)*(?:reboot|poweroff|halt|kexec)',
);
export const restartsFirewall = word(
  [
    told(firewall, 'restart|reload|force-reload|condrestart|try-restart|stop|start|flush|save'),
    '(?:iptables|ip6tables)(?:-legacy|-nft)?\\s(?:[^;&|]*\\s)?(?:-F|--flush|-P|--policy|-X)',
    '(?:iptables|ip6tables)(?:-legacy|-nft)?-restore(?![^;&|]*\\s(?:-n|--noflush))',
    'nft\\s+(?:flush\\s+ruleset|-f)',
    'firewall-cmd\\s(?:[^;&|]*\\s)?--(?:complete-)?reload',
    'ufw\\s+(?:--force\\s+)?(?:reload|disable|reset|enable)',
    'netfilter-persistent\\s+(?:reload|restart|start|flush|stop)',
  ].join('|'),
);
export const addsRules = word(
  '(?:iptables|ip6tables)(?:-legacy|-nft)?\\s(?:[^;&|]*\\s)?(?:-I|-A|--insert|--append)|firewall-cmd\\s[^;&|]*--add-\\S+',
);
export const restartsSwitch = word(told(ofSwitch, 'restart|stop'));
export const reparses = word(`${told(ofSwitch, 'reparse|start')}|MbxWatch`);
