import { rangesOf } from '../../beside/question.js';
import type { PortRange } from '../../net/units.js';
import type { Remark } from '../draft.js';
import { addressesOf } from '../iptables/read-asks.js';
import { type Asks, anyPacket, asksMore, nobody, type OldRule } from '../old-rule.js';
import type { Part } from '../read-inputs.js';

/** csf.allow and csf.deny of ConfigServer Firewall: an address a line, or fields with bars between them. */
export function csfList(file: string, text: string, does: 'accept' | 'refuse'): Part {
  const rules: OldRule[] = [];
  const remarks: Remark[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, written = '', comment] = /^([^#]*)(?:#\s*([^\n]*))?$/.exec(line) ?? [];
    const body = written.trim();
    if (body === '') continue;
    const origin = { file, line: index + 1, text: line.trim(), comment };
    const asks = /^include\s/i.test(body)
      ? undefined
      : body.includes('|')
        ? fieldsAsked(body)
        : addressAsked(body);
    if (asks === undefined)
      remarks.push({
        kind: 'lost',
        origin,
        why: {
          kind: 'words',
          words: /^include\s/i.test(body)
            ? 'another file; import it too'
            : 'it is no address and no form of CSF for incoming packets',
        },
      });
    else rules.push({ family: 'any', origin, asks, does: { kind: does } });
  }
  return { first: rules, remarks };
}

function addressAsked(text: string): Asks | undefined {
  const from = addressesOf(text, false);
  return from === undefined ? undefined : { ...anyPacket, from };
}

/** `tcp|in|d=22|s=192.0.2.7`: protocol, direction, port and address; d and s say whose they are. */
function fieldsAsked(text: string): Asks | undefined {
  let asks: Asks = anyPacket;
  for (const field of text.split('|').map((one) => one.trim())) {
    const [, key, value = ''] = /^([sd])=(.*)$/.exec(field) ?? [];
    if (field === 'out') return undefined;
    if (field === 'in' || field === '') continue;
    if (field === 'tcp' || field === 'udp') asks = asksMore(asks, { protocol: field === 'tcp' ? 6 : 17 });
    else if (key === 'd' && /^[\d,_:]+$/.test(value))
      asks = asksMore(asks, { ports: rangesOf(value.replaceAll('_', ':')) as readonly PortRange[] });
    else if (key === 's' && addressesOf(value, false) !== undefined)
      asks = asksMore(asks, { from: addressesOf(value, false) ?? nobody });
    else return undefined;
  }
  // TCP where nothing is said.
  return asks.ports !== undefined && asks.protocol === undefined ? { ...asks, protocol: 6 } : asks;
}

/** TCP_IN and UDP_IN of csf.conf, and their counterparts of IPv6. */
export function csfConf(file: string, text: string): Part {
  const rules: OldRule[] = [];
  const remarks: Remark[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, name, value = ''] = /^\s*((?:TCP|UDP)6?_IN)\s*=\s*"([^"]*)"/.exec(line) ?? [];
    if (name === undefined || value.trim() === '') continue;
    const ports = rangesOf(value.replace(/\s/g, '')) as readonly PortRange[];
    const origin = { file, line: index + 1, text: line.trim(), comment: undefined };
    const asks = { ...anyPacket, protocol: name.startsWith('TCP') ? 6 : 17, ports };
    if (value.split(',').filter((one) => one.trim() !== '').length > ports.length)
      remarks.push({ kind: 'lost', origin, why: { kind: 'words', words: 'ports that cannot be read' } });
    rules.push({ family: name.includes('6_') ? 'ipv6' : 'ipv4', origin, asks, does: { kind: 'accept' } });
  }
  const policy = {
    does: 'refuse',
    origin: { file, line: 0, text: 'CSF refuses what it does not name', comment: undefined },
  } as const;
  const policies = new Map([
    ['ipv4', policy],
    ['ipv6', policy],
  ] as const);
  return { stages: [{ rules, policies }], remarks };
}
