import { visible } from '../diagnostics/visible.js';
import { protocolText } from '../net/protocol.js';
import type { Beside } from './beside.js';
import { type Cut, servicesLine } from './cut.js';
import type { ForeignBase } from './foreign.js';
import type { Published } from './published.js';
import { TCP } from './question.js';
import type { Refusal } from './refusals.js';

const SAMPLE = 5;
const MOST = 40;
const LONGEST = 160;

/** What an operator must know of the rules of others, a line or two for each; nothing where they go together. */
export function besideText({ refusals, cuts, published }: Beside): string {
  const lines = [
    ...refusals.flatMap(refusalLines),
    ...cuts.slice(0, MOST).flatMap(cutLines),
    ...(cuts.length > MOST
      ? [`and ${cuts.length - MOST} more rules of others that let in what the policy refuses`]
      : []),
    ...published.slice(0, MOST).flatMap(publishedLines),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function refusalLines({ base, by, sure, promises }: Refusal): readonly string[] {
  const some = promises.slice(0, SAMPLE).map(({ words }) => words);
  const more = promises.length > SAMPLE ? ` and ${promises.length - SAMPLE} more` : '';
  return [
    `others ${sure ? '' : 'may '}refuse what the policy lets in: ${named(base)}, ${by === undefined ? 'its policy drop' : short(by.text)}`,
    `  refused there: ${some.join('; ')}${more}`,
    `  ${cureFor(base)}`,
  ];
}

function cutLines({ base, rule, opening }: Cut): readonly string[] {
  return [
    `default: deny refuses what a rule of others lets in: ${named(base)}, ${short(rule.text)}`,
    `  keep it with ${servicesLine(opening)}`,
  ];
}

function publishedLines({ protocol, port, to, by }: Published): readonly string[] {
  const name = protocolText(protocol);
  return [
    `${name.toUpperCase()} port ${port} is ${by === undefined ? 'translated' : 'published by docker'} to ${to}: its packets are forwarded, no service of the policy closes it, and it is open to everybody${protocol === TCP ? ' who is not blocked' : ', also to whom the policy blocks'}`,
    `  ${closingOf(by, name, port)}`,
  ];
}

/** With nft docker has no chain for the rules of others, and what its own chain lets in another may refuse (Docker 29). */
function closingOf(by: Published['by'], name: string, port: number): string {
  switch (by) {
    case undefined:
      return 'close it where it is forwarded, in the forward chain of the tool that translates it';
    case 'docker':
      return `close it in DOCKER-USER: iptables -I DOCKER-USER -p ${name} -m conntrack --ctdir ORIGINAL --ctorigdstport ${port} ! -s YOUR_OFFICE -j DROP, or publish it on one address: -p ADDRESS:${port}:...`;
    case 'docker ip':
    case 'docker ip6': {
      const family = by.slice('docker '.length);
      return `close it in a table of your own: nft 'table ${family} docker-user { chain forward { type filter hook forward priority filter - 1; ct direction original meta l4proto ${name} ct original proto-dst ${port} ${family} saddr != YOUR_OFFICE drop; }; }', or publish it on one address: -p ADDRESS:${port}:...`;
    }
  }
}

const named = ({ name, owner }: ForeignBase): string => (owner === undefined ? name : `${name} (${owner})`);

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`);

/** How its own tool opens a port, for those whose words are known. */
function cureFor({ owner, name }: ForeignBase): string {
  switch (owner) {
    case 'firewalld':
      return 'both firewalls must let it in: firewall-cmd --permanent --add-port=PORT/udp, then firewall-cmd --reload';
    case 'ufw':
      return 'both firewalls must let it in: ufw allow PORT/udp';
    case 'shorewall':
      return 'both firewalls must let it in: a line in /etc/shorewall/rules, ACCEPT net fw udp PORT, then shorewall reload';
  }
  return `both must let it in: put an accept before that rule in ${name}, or take that rule away`;
}
