import { resolve } from 'node:path';
import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { type Legalized, legalizePolicy } from '../../compile/legalize-policy.js';
import { explainPacket } from '../../explain/explain-packet.js';
import { packetJson } from '../../explain/render/packet-json.js';
import { type PacketHeading, packetText } from '../../explain/render/packet-text.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ExplainPacketInvocation } from '../explain-packet-invocation.js';
import type { Io } from '../io.js';
import { compileOrTell } from './compile-or-tell.js';
import { askOf } from './explain-packet/ask-of.js';
import { originIn } from './plan/origin-in.js';
import { whichPolicy } from './which-policy.js';

/** `vosguard explain [FILE] --from ADDRESS ...`: the way of a packet through the rules of each backend. */
export function explainPacketCommand(invocation: ExplainPacketInvocation, io: Io): ExitStatus {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const outcome = compileOrTell(legalizePolicy, path, invocation, io);
  if (typeof outcome === 'number') return outcome;
  const { compiled } = outcome;
  const ask = askOf(invocation, compiled.policy, (file) => resolve(io.cwd, file));
  if (typeof ask === 'string') return complain(io, exitStatus.usage, ask);
  const { platform, policy, legal } = compiled;
  const rules = backendRules(legal).filter(
    ({ backend }) => invocation.backend === undefined || invocation.backend === backend,
  );
  if (rules.length === 0)
    return complain(io, exitStatus.usage, `the policy is not compiled for ${invocation.backend}`);
  const all = rules.map((one) => explainPacket(ask.packet, one, evaluatorOptions(platform, policy)));
  const heading = { packet: ask.words, count: ask.packet.count, placeOf: placeIn(compiled) };
  io.stdout.write(
    invocation.json ? packetJson(all, heading) : all.map((one) => packetText(one, heading)).join('\n'),
  );
  return exitStatus.done;
}

function placeIn(compiled: Legalized): PacketHeading['placeOf'] {
  const originOf = originIn(compiled);
  return ({ origin }) => {
    const { at, policy } = originOf(origin);
    return `${at} ${policy}`.trim();
  };
}
