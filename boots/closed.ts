import { Machine } from './machine.js';
import { packetsOn } from './packets.js';
import { type Backend, put } from './switch.js';
import { userland } from './userland.js';

/** A program that closes SIP as soon as it works, and how its operator opens it. */
interface Closing {
  readonly name: string;
  readonly close: string;
  readonly open: string;
}

export const closings: readonly Closing[] = [
  {
    name: 'firewalld',
    close: 'systemctl restart firewalld; sleep 2',
    open: 'firewall-cmd --permanent --add-port=5060/udp; firewall-cmd --reload; sleep 2',
  },
  { name: 'ufw', close: 'ufw --force enable', open: 'ufw allow 5060/udp' },
  {
    name: 'shorewall',
    close: `sed -i 's/^startup=.*/startup=1/' /etc/default/shorewall
sed -i 's/^STARTUP_ENABLED=.*/STARTUP_ENABLED=Yes/' /etc/shorewall/shorewall.conf
printf 'fw firewall\\nnet ipv4\\n' > /etc/shorewall/zones
printf '?FORMAT 2\\nnet switch0 optional\\n' > /etc/shorewall/interfaces
printf '$FW net ACCEPT\\nnet all DROP\\nall all REJECT\\n' > /etc/shorewall/policy
printf '?SECTION NEW\\nACCEPT net $FW tcp 3306\\n' > /etc/shorewall/rules
systemctl restart shorewall`,
    open: "printf 'ACCEPT net $FW udp 5060\\n' >> /etc/shorewall/rules; shorewall reload",
  },
  {
    name: 'ferm',
    close: `sed -i 's/^ENABLED=.*/ENABLED="yes"/' /etc/default/ferm; systemctl restart ferm`,
    open: "sed -i 's/proto tcp dport ssh ACCEPT;/proto tcp dport ssh ACCEPT; proto udp dport 5060 ACCEPT;/' /etc/ferm/ferm.conf; systemctl reload ferm",
  },
];

const install = 'sh /root/out/install.sh';

/** Whether install.sh refuses while the tool closes SIP, and applies once it is open, when packets arrive. */
export async function closedRow(
  { name, close, open }: Closing,
  backend: Backend,
): Promise<readonly string[]> {
  const machine = await Machine.on(userland());
  try {
    await machine.boot();
    put(machine);
    machine.run(`apt-get install -y -q --no-download --no-install-recommends ${name} && ${close}`, 180);
    const apply = () => machine.run(`${install} --yes --backend ${backend}`);
    const refused = apply();
    const rule = /is left is refused by: (.*?); open it there first/.exec(refused.out)?.[1];
    const before =
      refused.status === 3 && rule !== undefined ? `refused: ${rule}` : `NOT refused: ${refused.status}`;
    machine.run(open, 60);
    const { status } = apply();
    const { register } = packetsOn(machine);
    const after =
      status === 0 && register ? 'applied, a REGISTER arrives' : `NOT applied: ${status}, ${register}`;
    return [name, backend, before, after];
  } finally {
    await machine.close();
  }
}
