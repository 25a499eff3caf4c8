import { chainId, meterId, setId, tableId } from '../ruleset/ids.js';

/** The chains, sets and meters that more than one part of the ruleset speaks of. */
export const chains = {
  prerouting: chainId('hook.prerouting'),
  output: chainId('hook.output'),
  input: chainId('hook.input'),
  sipUdp: chainId('sip.udp'),
  sipTcp: chainId('sip.tcp'),
  sipEncrypted: chainId('sip.encrypted'),
  calledUdp: chainId('called.udp'),
  calledTcp: chainId('called.tcp'),
  calledDialog: chainId('called.dialog'),
  calledRefused: chainId('called.refused'),
  strangersUdp: chainId('strangers.udp'),
  strangersTcp: chainId('strangers.tcp'),
  other: chainId('strangers.other'),
  unrecognised: chainId('strangers.unrecognised'),
  keepalive: chainId('strangers.keepalive'),
  response: chainId('strangers.response'),
  signatures: chainId('strangers.signatures'),
  refuse: chainId('strangers.refused'),
  banFlood: chainId('ban.flood'),
  banSignature: chainId('ban.signature'),
  outputUdp: chainId('output.udp'),
  outputTcp: chainId('output.tcp'),
  outputCalled: chainId('output.called'),
  outputOther: chainId('output.other'),
  inputSip: chainId('input.sip'),
} as const;

export const sets = {
  trusted: setId('trusted'),
  blocked: setId('blocked'),
  banned: setId('banned'),
  called: setId('called'),
} as const;

export const serviceSet = (name: string) => setId(`service.${name}`);

export const meters = {
  log: meterId('logging.drops'),
  flood: meterId('refused.flood'),
  calledOptions: meterId('called.OPTIONS'),
} as const;

export const tables = {
  udp: tableId('connections.udp'),
  tcp: tableId('connections.tcp'),
  subnet: tableId('connections.subnet'),
} as const;
