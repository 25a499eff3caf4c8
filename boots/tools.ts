/** A program of the distribution that has to do with rules, and what an operator does with it. */
export interface Tool {
  readonly name: string;
  readonly packages: readonly string[];
  /** Run before its first start: as short as makes it do its work, with SIP let in where it would refuse it. */
  readonly configure: string;
  readonly start: string;
  readonly reload: string;
  readonly stop: string;
}

const service = (name: string) => ({
  start: `systemctl enable ${name} && systemctl restart ${name}`,
  reload: `systemctl reload ${name}`,
  stop: `systemctl stop ${name}`,
});

export const tools: readonly Tool[] = [
  { name: 'nftables', packages: ['nftables'], configure: ':', ...service('nftables') },
  {
    name: 'firewalld',
    packages: ['firewalld'],
    configure: 'firewall-offline-cmd --add-port=5060/udp --add-port=3306/tcp',
    ...service('firewalld'),
    reload: 'firewall-cmd --reload',
  },
  {
    name: 'netfilter-persistent',
    packages: ['netfilter-persistent', 'iptables-persistent'],
    // Everybody's rules are saved, ours among them; the plugin for sets is not there.
    configure: 'netfilter-persistent save',
    ...service('netfilter-persistent'),
    reload: 'netfilter-persistent reload',
    stop: 'netfilter-persistent flush',
  },
  {
    name: 'ufw',
    packages: ['ufw'],
    configure: 'ufw allow 5060/udp; ufw allow 3306/tcp',
    start: 'ufw --force enable && systemctl restart ufw',
    reload: 'ufw reload',
    stop: '/lib/ufw/ufw-init flush-all',
  },
  {
    name: 'shorewall',
    packages: ['shorewall'],
    configure: `sed -i 's/^startup=.*/startup=1/' /etc/default/shorewall
sed -i 's/^STARTUP_ENABLED=.*/STARTUP_ENABLED=Yes/' /etc/shorewall/shorewall.conf
printf 'fw firewall\\nnet ipv4\\n' > /etc/shorewall/zones
printf '?FORMAT 2\\nnet switch0 optional\\n' > /etc/shorewall/interfaces
printf '$FW net ACCEPT\\nnet all DROP\\nall all REJECT\\n' > /etc/shorewall/policy
printf '?SECTION NEW\\nACCEPT net $FW udp 5060\\nACCEPT net $FW tcp 3306\\n' > /etc/shorewall/rules`,
    ...service('shorewall'),
    stop: 'shorewall clear',
  },
  {
    name: 'ferm',
    packages: ['ferm'],
    configure: `printf 'domain (ip ip6) table filter chain INPUT { policy ACCEPT; proto tcp dport 25 DROP; }\\n' > /etc/ferm/ferm.conf
sed -i 's/^ENABLED=.*/ENABLED="yes"/' /etc/default/ferm`,
    ...service('ferm'),
  },
  {
    name: 'fail2ban',
    packages: ['fail2ban', 'python3-systemd'],
    configure: "printf '[sshd]\\nbackend = systemd\\n' > /etc/fail2ban/jail.d/own.conf",
    ...service('fail2ban'),
  },
  {
    name: 'keepalived',
    packages: ['keepalived'],
    configure:
      "printf 'vrrp_instance a { interface switch0\\nvirtual_router_id 7\\npriority 100\\nvirtual_ipaddress { 198.51.100.9/24 } }\\n' > /etc/keepalived/keepalived.conf",
    ...service('keepalived'),
  },
  { name: 'docker.io', packages: ['docker.io'], configure: ':', ...service('docker') },
];

/** Downloaded together: ufw is no friend of netfilter-persistent. */
export const groups: readonly (readonly string[])[] = tools.map(({ packages }) => packages);
