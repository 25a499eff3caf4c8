import { emitIptables } from '../../../src/emit/iptables/emit-iptables.js';
import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import type { Family } from '../../../src/net/address.js';
import type { Meter, Rule, Ruleset } from '../../../src/ruleset/ruleset.js';
import { chain, ruleset } from '../../emit/samples.js';
import { type Flavour, flavours, inNamespace } from './namespace.js';

export type Backend = Flavour | 'nftables';
export const backends: readonly Backend[] = [...flavours, 'nftables'];

/** Sends `texts` (latin1) from each of `sources` to a socket that listens, so that no ICMP error answers. */
export const udpSender = `
const dgram = require('node:dgram');
const { family, sources, texts } = JSON.parse(require('node:fs').readFileSync('packets', 'utf8'));
const type = family === 'ipv4' ? 'udp4' : 'udp6';
const target = family === 'ipv4' ? '127.0.0.1' : '::1';
const open = (port, address) => new Promise((done) => { const s = dgram.createSocket(type); s.bind(port, address, () => done(s)); });
(async () => {
  const server = await open(5060, target);
  for (const source of sources) {
    const socket = await open(0, source);
    for (const text of texts) await new Promise((done) => socket.send(Buffer.from(text, 'latin1'), 5060, target, done));
    socket.close();
  }
  server.close();
})();`;

/** Sends each text in a connection of its own, one segment with time stamps in its options. */
export const tcpSender = `
const net = require('node:net');
const { family, texts } = JSON.parse(require('node:fs').readFileSync('packets', 'utf8'));
const target = family === 'ipv4' ? '127.0.0.1' : '::1';
const server = net.createServer((socket) => socket.resume().on('end', () => socket.end()));
server.listen(5060, target, async () => {
  for (const text of texts) {
    await new Promise((done) => net.connect(5060, target, function () { this.resume().on('close', done).end(text); }));
  }
  server.close();
});`;

export interface Traffic {
  readonly family: Family;
  readonly sources: readonly string[];
  readonly texts: readonly string[];
}

const tool = { ipv4: 'iptables', ipv6: 'ip6tables' } as const;

/** How many packets each rule has acted on. */
export function hits(
  set: Ruleset,
  traffic: Traffic,
  backend: Backend,
  send = udpSender,
): Readonly<Record<string, number>> {
  const files = { send, packets: JSON.stringify(traffic) };
  const node = `${process.execPath} send`;
  if (backend === 'nftables') {
    const listing = inNamespace(`nft -f rules; ${node}; nft list ruleset`, {
      ...files,
      rules: emitNftables(set),
    });
    return sums(listing, /counter packets (\d+) .* comment "([^"]+)"/g);
  }
  const xtables = `${tool[traffic.family]}-${backend}`;
  const script = `${xtables}-restore --noflush < rules; ${node}; ${xtables}-save -c -t raw`;
  return sums(
    inNamespace(script, { ...files, rules: emitIptables(set) }),
    /\[(\d+):\d+\] -A .*"vg:(r[^"]+)" -j/g,
  );
}

function sums(listing: string, pattern: RegExp): Readonly<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const [, packets, id = ''] of listing.matchAll(pattern)) all[id] = (all[id] ?? 0) + Number(packets);
  return all;
}

/** A ruleset with one chain, at prerouting. */
export const preroutingOnly = (rules: readonly Rule[], meters: readonly Meter[] = []) =>
  ruleset({ meters, chains: [chain('hook.prerouting', rules, 'prerouting')] });
