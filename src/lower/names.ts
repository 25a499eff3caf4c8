import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import { chainId, meterId, setId, tableId } from '../ruleset/ids.js';
import type { Holding, LearnedSet } from '../ruleset/ruleset.js';

/** The chains, sets and meters that more than one part of the ruleset speaks of. */
export const chains = {
  ingress: chainId('hook.ingress'),
  prerouting: chainId('hook.prerouting'),
  output: chainId('hook.output'),
  input: chainId('hook.input'),
  /** For a switch that is not on this host: the hooks, and what of their packets is for it. */
  passing: chainId('hook.passing'),
  passingSwitch: chainId('passing.switch'),
  forward: chainId('hook.forward'),
  forwardSwitch: chainId('forward.switch'),
  sipMedia: chainId('sip.media'),
  sipUdp: chainId('sip.udp'),
  sipTcp: chainId('sip.tcp'),
  sipEncrypted: chainId('sip.encrypted'),
  encryptedStrangers: chainId('encrypted.strangers'),
  knownUdp: chainId('known.udp'),
  knownOther: chainId('known.other'),
  knownEncrypted: chainId('known.encrypted'),
  /** What counts every packet of a source, whatever it asks: jumped to. */
  knownEvery: chainId('known.every'),
  strangersEvery: chainId('strangers.every'),
  knownRefused: chainId('known.refused'),
  knownPays: chainId('known.pays'),
  knownTwice: chainId('known.twice'),
  calledUdp: chainId('called.udp'),
  /** Responses, and ACK. */
  calledDialog: chainId('called.dialog'),
  calledEvery: chainId('called.every'),
  calledRequests: chainId('called.requests'),
  calledRefused: chainId('called.refused'),
  calledPays: chainId('called.pays'),
  calledTwice: chainId('called.twice'),
  /** Where strangers may come from is asked here. */
  strangersFrom: chainId('strangers.from'),
  outside: chainId('strangers.outside'),
  strangersUdp: chainId('strangers.udp'),
  /** What may be answered 200 and proves nothing: its own 200 pays for it. */
  pays: chainId('strangers.pays'),
  twice: chainId('strangers.twice'),
  bannedUdp: chainId('banned.udp'),
  bannedRegister: chainId('banned.REGISTER'),
  bannedEncrypted: chainId('banned.encrypted'),
  other: chainId('strangers.other'),
  unrecognised: chainId('strangers.unrecognised'),
  keepalive: chainId('strangers.keepalive'),
  response: chainId('strangers.response'),
  signatures: chainId('strangers.signatures'),
  spelled: chainId('strangers.spelled'),
  refuse: chainId('strangers.refused'),
  /** TCP, behind conntrack. */
  tcp: chainId('input.tcp'),
  tcpKnown: chainId('tcp.known'),
  tcpBanned: chainId('tcp.banned'),
  tcpFrom: chainId('tcp.from'),
  tcpStrangers: chainId('tcp.strangers'),
  /** Behind the handshake. */
  tcpConnected: chainId('tcp.connected'),
  tcpNew: chainId('tcp.new'),
  /** Begins with OPTIONS or with nothing known. */
  tcpStray: chainId('tcp.stray'),
  tcpData: chainId('tcp.data'),
  tcpShared: chainId('tcp.shared'),
  tcpSignatures: chainId('tcp.signatures'),
  tcpSpelled: chainId('tcp.spelled'),
  tcpRefused: chainId('tcp.refused'),
  tcpTooMany: chainId('tcp.too.many'),
  /** So much is refused that the stricter limits hold: jumped to. */
  alarm: chainId('refused.alarm'),
  banFlood: chainId('ban.flood'),
  banSignature: chainId('ban.signature'),
  banChallenged: chainId('ban.challenged'),
  banRefused: chainId('ban.refused'),
  banTcpFlood: chainId('ban.tcp.flood'),
  banTcpSignature: chainId('ban.tcp.signature'),
  banTcpChallenged: chainId('ban.tcp.challenged'),
  banTcpRefused: chainId('ban.tcp.refused'),
  outputUdp: chainId('output.udp'),
  outputTcp: chainId('output.tcp'),
  outputCalled: chainId('output.called'),
  outputCalling: chainId('output.calling'),
  answersUdp: chainId('answers.udp'),
  answersTcp: chainId('answers.tcp'),
  answersDenied: chainId('answers.denied'),
  askedDenied: chainId('asked.denied'),
  countedUdp: chainId('counted.udp'),
  banSpared: chainId('ban.spared'),
  outputOther: chainId('output.other'),
  answersOk: chainId('answers.ok'),
  answersRegistered: chainId('answers.registered'),
  answersQualified: chainId('answers.qualified'),
  answersLearn: chainId('answers.learn'),
  /** A 200 that leaves over TCP. */
  answersServed: chainId('answers.served'),
  /** What leaves over TCP and begins no answer. */
  answersInside: chainId('answers.inside'),
  answersCut: chainId('answers.cut'),
  /** Answers that do not go out: the sender repeats what is not answered, later. */
  answersHeld: chainId('answers.held'),
  answersKnown: chainId('answers.known'),
  inputSip: chainId('input.sip'),
  inputBlocked: chainId('input.blocked'),
  /** The ends of what is too much for a service. */
  servicesRefused: chainId('services.refused'),
  servicesReset: chainId('services.reset'),
} as const;

export const sets = {
  trusted: setId('trusted'),
  blocked: setId('blocked'),
  /** Blocked by lists that the host itself fetches. */
  fetched: setId('fetched'),
  /** Single addresses of them, where a backend changes a set of networks only as a whole. */
  fetchedHosts: setId('fetched.hosts'),
  /** Trusted by names that the host itself resolves. */
  namedTrusted: setId('named.trusted'),
  /** Where strangers may come from. */
  strangersFrom: setId('strangers.from'),
  /** By what UDP showed, which can be forged: for UDP only. */
  banned: setId('banned'),
  /** By what a connection showed, or by hand: for UDP and TCP. */
  proven: setId('proven'),
  called: setId('called'),
  /** In a call that the switch began, as far as its ACK tells. */
  calling: setId('calling'),
  known: setId('known'),
  /** Known by a REGISTER, not by an INVITE alone. */
  registered: setId('registered'),
  /** Sent a REGISTER just now. */
  asked: setId('asked'),
  /** Sent an INVITE that may still be ringing. */
  ringing: setId('ringing'),
  /** Sent something else that may be answered 200: such an answer says nothing about who it is. */
  taint: setId('taint'),
  /** Sent one OPTIONS, CANCEL or the like whose 200 is still to come. */
  qualifying: setId('qualifying'),
  /** Sent a BYE whose 200 may be still to come. */
  ended: setId('ended'),
  /** Was answered 200 over TCP in the last minute: no evidence of who it is, but not only guesses. */
  served: setId('served'),
  /** Was challenged or refused over TCP in the last minute, and not answered 200 since. */
  guessing: setId('guessing'),
  /** Sent an OPTIONS in the last two minutes. */
  greeted: setId('greeted'),
  /** Ports of strangers that sent a REGISTER or INVITE just now, let in or not. */
  tried: setId('tried'),
  /** Connections of strangers, by address and port, whose handshake is over. */
  opened: setId('opened'),
  learning: setId('learning'),
  /** The addresses of a switch that is not on this host. */
  sipAt: setId('sip.at'),
  /** One entry for all: the stricter limits hold; and since when. */
  alarm: setId('alarm'),
  alarmed: setId('alarmed'),
  /** The addresses of this host on which SIP is spoken. */
  sipTo: setId('sip.to'),
  /** Banned sources, each with its trickle of REGISTER. */
  paroled: setId('paroled'),
  /** Subnets that are banned by hand; no rule fills it. */
  subnets: setId('subnets'),
  /** Banned lately by what cannot be forged. */
  returned: setId('returned'),
} as const;

/** Those that were banned so often, at least. */
export const returnedSet = (times: number) =>
  times === 1 ? sets.returned : setId(`${sets.returned}.${times}`);

export const serviceSet = (name: string) => setId(`service.${name}`);
/** Let in by names that the host itself resolves. */
export const serviceNamedSet = (name: string) => setId(`named.service.${name}`);
export const serviceToSet = (name: string) => setId(`service.${name}.to`);

export const meters = {
  log: meterId('logging.drops'),
  alarm: meterId('refused.alarm'),
  flood: meterId('refused.flood'),
  tcpFlood: meterId('refused.tcp.flood'),
  calledOptions: meterId('called.OPTIONS'),
  qualify: meterId('qualify.at.once'),
  parole: meterId('parole.REGISTER'),
  challenged: meterId('answers.challenged'),
  refused: meterId('answers.refused'),
  tcpChallenged: meterId('answers.tcp.challenged'),
  tcpRefused: meterId('answers.tcp.refused'),
  tcpChallengedBytes: meterId('answers.tcp.challenged.bytes'),
  tcpRefusedBytes: meterId('answers.tcp.refused.bytes'),
  servedChallenged: meterId('answers.served.challenged'),
  servedRefused: meterId('answers.served.refused'),
  servedChallengedBytes: meterId('answers.served.challenged.bytes'),
  servedRefusedBytes: meterId('answers.served.refused.bytes'),
  opened: meterId('connections.tcp'),
  bytesUdp: meterId('strangers.bytes.udp'),
  bytesTcp: meterId('strangers.bytes.tcp'),
  bytesStray: meterId('strangers.bytes.stray'),
  bytesTogether: meterId('strangers.bytes.together'),
  bytesKnown: meterId('known.bytes.tcp'),
} as const;

export const tables = {
  udp: tableId('connections.udp'),
  subnet: tableId('connections.subnet'),
} as const;

/**
 * Rules give each entry its own time. The set's is for what is added by hand, and always the same: ipset refuses to
 * create a set that exists with another timeout, so a changed ban would break the next load.
 */
export const byHand = 3_600_000 as Milliseconds;

export function learnedSet(
  holds: Holding & keyof typeof sets,
  timeout: Milliseconds,
  size: LearnedSet['size'],
  origin: PolicyPath,
  key: LearnedSet['key'] = 'source',
): LearnedSet {
  const id = sets[holds];
  return { kind: 'learned', id, name: id, family: 'any', holds, timeout, size, key, origin };
}
