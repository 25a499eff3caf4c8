import { chainId, meterId, setId, tableId } from '../ruleset/ids.js';

/** The chains, sets and meters that more than one part of the ruleset speaks of. */
export const chains = {
  ingress: chainId('hook.ingress'),
  prerouting: chainId('hook.prerouting'),
  output: chainId('hook.output'),
  input: chainId('hook.input'),
  sipUdp: chainId('sip.udp'),
  sipTcp: chainId('sip.tcp'),
  sipEncrypted: chainId('sip.encrypted'),
  encryptedStrangers: chainId('encrypted.strangers'),
  knownUdp: chainId('known.udp'),
  knownTcp: chainId('known.tcp'),
  knownOther: chainId('known.other'),
  knownEncrypted: chainId('known.encrypted'),
  knownRefused: chainId('known.refused'),
  calledUdp: chainId('called.udp'),
  calledTcp: chainId('called.tcp'),
  /** Responses, and ACK. */
  calledDialog: chainId('called.dialog'),
  calledRequests: chainId('called.requests'),
  calledRefused: chainId('called.refused'),
  strangersUdp: chainId('strangers.udp'),
  strangersTcp: chainId('strangers.tcp'),
  /** TCP behind the ban: what a parole leads to as well. */
  segments: chainId('strangers.segments'),
  /** A segment that begins with no method. */
  stream: chainId('strangers.stream'),
  bannedUdp: chainId('banned.udp'),
  bannedTcp: chainId('banned.tcp'),
  bannedEncrypted: chainId('banned.encrypted'),
  other: chainId('strangers.other'),
  unrecognised: chainId('strangers.unrecognised'),
  keepalive: chainId('strangers.keepalive'),
  response: chainId('strangers.response'),
  signatures: chainId('strangers.signatures'),
  refuse: chainId('strangers.refused'),
  banFlood: chainId('ban.flood'),
  banSignature: chainId('ban.signature'),
  banChallenged: chainId('ban.challenged'),
  banRefused: chainId('ban.refused'),
  outputUdp: chainId('output.udp'),
  outputTcp: chainId('output.tcp'),
  outputCalled: chainId('output.called'),
  answersUdp: chainId('answers.udp'),
  answersTcp: chainId('answers.tcp'),
  outputStream: chainId('output.stream'),
  outputOther: chainId('output.other'),
  answersOk: chainId('answers.ok'),
  answersLearn: chainId('answers.learn'),
  answersKnown: chainId('answers.known'),
  inputSip: chainId('input.sip'),
} as const;

export const sets = {
  trusted: setId('trusted'),
  blocked: setId('blocked'),
  banned: setId('banned'),
  called: setId('called'),
  known: setId('known'),
  /** Sent a REGISTER just now. */
  asked: setId('asked'),
  /** Sent an INVITE that may still be ringing. */
  ringing: setId('ringing'),
  /** Sent something else that may be answered 200: such an answer says nothing about who it is. */
  taint: setId('taint'),
  learning: setId('learning'),
  /** Banned sources, each with its trickle of REGISTER. */
  paroled: setId('paroled'),
} as const;

export const serviceSet = (name: string) => setId(`service.${name}`);

export const meters = {
  log: meterId('logging.drops'),
  flood: meterId('refused.flood'),
  calledOptions: meterId('called.OPTIONS'),
  parole: meterId('parole.REGISTER'),
  paroleTcp: meterId('parole.segments'),
  challenged: meterId('answers.challenged'),
  refused: meterId('answers.refused'),
} as const;

export const tables = {
  udp: tableId('connections.udp'),
  tcp: tableId('connections.tcp'),
  subnet: tableId('connections.subnet'),
} as const;
