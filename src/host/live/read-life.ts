import type { LifeTexts } from '../../beside/read-doings.js';
import type { Machine } from '../machine.js';

const files = {
  raw: ['/proc/net/raw', '/proc/net/raw6'],
  udp: ['/proc/net/udp', '/proc/net/udp6'],
  sctp: ['/proc/net/sctp/eps'],
} as const;

/** What a host tells of what it does now, beside SIP. Nothing is sent and nothing is waited for. */
export async function readLife(machine: Machine): Promise<LifeTexts> {
  const texts = await machine.read(Object.values(files).flat());
  const joined = (paths: readonly string[]) => paths.map((path) => texts.get(path) ?? '').join('\n');
  const told = async (tool: string, ...words: readonly string[]) => {
    const result = await machine.run(tool, words);
    return result.kind === 'done' ? result.output : '';
  };
  return {
    raw: joined(files.raw),
    udp: joined(files.udp),
    sctp: joined(files.sctp),
    // A switch has a million flows of UDP, and nothing is asked of those here.
    conntrack: await told(
      'grep',
      '-vE',
      '^ipv[46] +[0-9]+ +(udp|tcp|icmp|icmpv6) ',
      '/proc/net/nf_conntrack',
    ),
    links: await told('ip', '-d', '-o', 'link', 'show'),
    xfrm: await told('ip', 'xfrm', 'state'),
    addresses: await told('ip', '-o', 'addr', 'show'),
  };
}
