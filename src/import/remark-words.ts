import { visible } from '../diagnostics/visible.js';
import type { BuiltIn, Change, Lost, Mistake, Remark } from './draft.js';
import type { Origin } from './old-rule.js';

/** `iptables.save:12: -A INPUT -j DROP`, in one line and without characters that do something to a terminal. */
export function originText({ file, line, text }: Origin): string {
  const place = line === 0 ? file : `${file}:${line}`;
  return visible(`${place}: ${text}`).replace(/\s+/g, ' ');
}

const builtIn: Readonly<Record<BuiltIn, string>> = {
  loopback: 'not needed: loopback is never touched',
  established: 'not needed: what is established goes on, behind the rules of SIP and not before them',
  invalid: 'not needed: what begins nothing and belongs to nothing is refused by default: deny',
  default: 'not needed: `default` says it for all',
  icmp: 'not needed: the ICMP that IP needs comes in',
  logging: 'not needed: what is refused is logged; logging.drops and logging.prefix say how',
  carried: 'it is in the policy, at the line of another rule that says the same there',
  leads: 'it leads to other rules, of which each is told or carried',
  returns: 'it leads back out of its chain; whom it spares is left out of what stands behind it',
  spares: 'whom it lets past is left out of what stands behind it; other chains decide about them',
  binding: 'it says whom the zone is for, which each rule of the zone says now',
  flags: 'not needed: what begins no connection is refused by default: deny',
  noted: 'not needed: it only notes or counts who came, for other rules',
  signature: 'a signature of a pack; it is searched for behind the limits, and bans',
};

const stays: Readonly<Record<Extract<Remark, { kind: 'stays' }>['what'], string>> = {
  nat: 'stays as it is: vosguard has no rules of nat. Ports that are redirected to SIP belong to sip.ports too, as the sender writes them',
  forward: 'stays as it is: what the host forwards for others is left alone',
  output: 'stays as it is: what this host sends is left alone',
  mangle: 'stays as it is: vosguard changes no packets',
  fail2ban: 'stays as it is: bans of others hold beside our rules, and end by themselves',
  tool: 'stays as it is: another program makes it anew',
};

const mistakes: Readonly<Record<Mistake, string>> = {
  'established-first':
    'it makes the rules for SIP behind it void: a flow of UDP that was answered once is ESTABLISHED, and passes here whatever it carries',
  'text-anywhere':
    'it searches the whole message, so an INVITE whose Allow: names the method is refused too. The policy goes by the method itself',
  'limit-without-end': 'it limits nothing: what is above the limit is accepted by a later rule',
  'source-port':
    'it lets in whoever sends from that port, on every port, and a sender chooses it. Not carried over: answers come in as established',
  'flows-of-udp':
    'it counts flows, not calls: one scanner on one port is one, an office of forty phones is forty',
  'recent-table':
    'its table holds 100 sources unless the module was told otherwise; more of them push each other out',
  'mysql-open': 'it opens MySQL (3306) to everybody; the new policy does the same until you close it',
  'ipv6-open':
    'IPv4 is closed and IPv6 stands open; the policy closes both, and opens to IPv6 what it opens to anybody',
  'ipv4-open':
    'IPv6 is closed and IPv4 stands open; the policy closes both, and opens to IPv4 what it opens to anybody',
  'policy-open':
    'MySQL (3306) is open to everybody, because nothing refuses it; the new policy does the same until you close it',
};

const changes: Readonly<Record<Change, string>> = {
  'blocked-everywhere': 'blocked on every port now, not on these alone',
  'window-less-one':
    'the old rule refused the packet that reached the number; the policy names the most that pass',
  'device-everywhere': 'closed on every device now: a service is opened by device, not closed',
  'address-everywhere': 'closed on every address of the host now: a service is opened by address, not closed',
  'blocked-here': 'whom later rules refuse on every port is refused here too now',
  'sip-wider':
    'by every device and to every address of SIP now: a peer, and SIP as a whole, have none of their own',
  'sip-narrower':
    'by the devices and to the addresses of SIP only now (sip.on, sip.to), by which strangers come in',
  'subnet-mask': 'a subnet is a /24 or a /48 now, whatever the mask was',
  'limit-of-service': 'became a limit of the service on that port, for each source',
  'ban-ends': 'became sip.bans.refused, which counts 403 and 404 in the kernel',
  'zone-of-hours': 'its hours are of UTC, as the kernel counts',
};

function lostText(why: Lost): string {
  switch (why.kind) {
    case 'unread':
      return `no counterpart: ${visible(why.words)}`;
    case 'source-port':
      return `no counterpart: it goes by the port of the sender (${visible(why.words)}), which the sender chooses`;
    case 'device':
      return `no counterpart: a service names the devices by which it is reached (on), and none is excepted (${visible(why.words)})`;
    case 'text':
      return 'no counterpart: texts are searched for in SIP alone';
    case 'accept-text':
      return 'no counterpart: a text that a sender writes himself lets nobody in';
    case 'verdict':
      return 'no counterpart: it neither lets in nor refuses';
    case 'flags':
      return 'no counterpart: with default: leave nothing is asked of packets that begin no connection';
    case 'unreached':
      return 'no rule leads to it, so it does nothing';
    case 'icmp':
      return 'no counterpart: errors of ICMP come in, and pings where a service says so';
    case 'protocol':
      return 'no counterpart: with default: leave no protocol is closed';
    case 'uncarried':
      return 'no counterpart that lets in nobody else, so whom it let in is refused now';
    case 'refusal':
      return 'no counterpart: with default: leave it refused somebody whom the policy lets in';
    case 'closed-family':
      return 'its family stood open, and is closed now but for what is open to anybody';
    case 'to':
      return 'no counterpart: a service names the addresses at which it is reached (to), and none is excepted';
    case 'nobody':
      return 'no packet is all that it asks, with what the rules ask that lead to it';
    case 'too-many':
      return 'there are more rules, or deeper chains, than are followed; what stands behind is refused';
    case 'words':
      return `no counterpart: ${visible(why.words)}`;
  }
}

function said(remark: Remark): string {
  switch (remark.kind) {
    case 'lost':
      return lostText(remark.why);
    case 'built-in':
      return builtIn[remark.what];
    case 'stays':
      return stays[remark.what];
    case 'dead':
      return remark.by === undefined
        ? 'no packet comes to it: earlier rules have decided about all of them'
        : `no packet comes to it: ${originText(remark.by)} has decided before`;
    case 'contrary':
      return `its comment says otherwise: ${visible(remark.says)}`;
    case 'mistaken':
      return mistakes[remark.how];
    case 'changed':
      return changes[remark.how];
  }
}

/** One line: the rule, and what became of it or is wrong with it. */
export const remarkText = (remark: Remark): string => `${originText(remark.origin)}: ${said(remark)}`;

/** For programs. */
export const remarkJson = (remark: Remark) => ({
  kind: remark.kind,
  file: remark.origin.file,
  line: remark.origin.line,
  rule: remark.origin.text,
  says: said(remark),
});
