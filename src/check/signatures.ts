import type { Place } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import type { Policy, SignatureUse } from '../policy/policy.js';
import { searches } from '../sip/searches.js';
import { methods, type Pattern } from '../sip/signature.js';
import { alsoAt, type Check, finding, valueAt } from './check.js';

/** The signatures that the policy itself defines; those of packs are not the user's to mend. */
function ownSignatures({ signatures }: Policy): readonly SignatureUse[] {
  return signatures.filter(isOwn);
}

function isOwn({ path }: SignatureUse): boolean {
  return path[1] === 'add';
}

/** Where a message about a signature's text points: its kinds are the keys that hold the text. */
function patternAt(document: Document, { path, signature }: SignatureUse): Place | undefined {
  const { kind } = signature.pattern;
  return valueAt(document, [...path, kind === 'request' ? 'begins' : kind]);
}

/** Names of real phones, softphones and servers, as they stand in the User-Agent that each sends. */
const honestAgents: readonly string[] = [
  '3CXPhone', '3CXPhoneSystem', 'Aastra', 'Algo-', 'Asterisk', 'AudioCodes', 'Auerswald', 'Avaya', 'AVM ',
  'AXIS ', 'Belle-sip', 'Bria', 'Browser Phone', 'Cisco', 'CommuniGatePro', 'CSCO/', 'CSipSimple',
  'Desk_Phone_IP', 'Digium', 'DLink', 'DX800A', 'Eltex', 'EnGenius', 'eyeBeam', 'F620/V', 'F668/V', 'Fanvil',
  'FortiVoice', 'FPBX', 'FreePBX', 'FreeSWITCH', 'FRITZ', 'FXS', 'Gigaset', 'Grandstream', 'Groundwire',
  'H368N', 'HKVS', 'Home&Life', 'Huawei', 'IceWarp', 'Ingate', 'Intraswitch', 'IPDECT', 'IvozProvider', 'Jitsi',
  'JsSIP', 'Kamailio', 'LANCOM', 'Linksys', 'Linphone', 'Lucent', 'M5T SIP', 'MediaAccess', 'MERCURY-',
  'MicroSIP', 'MiniSIPServer', 'Mitel', 'Mobicents', 'NEC Aspire', 'NEC S', 'NEC-i', 'Nero SIPPS', 'Odorik',
  'OpenSER', 'OpenSIPS', 'OpenStage', 'PA168S', 'Panasonic', 'Patton', 'PBX-IP Media Gateway', 'Pingtel',
  'PJSUA', 'Polycom', 'Sangoma', 'SCT_DSS', 'ShoreGear', 'Sip EXpress router', 'SIParator', 'SIPimp',
  'Sipsorcery', 'Sipura', 'SipX', 'Smg_pa_sip', 'Snom', 'Sofia-sip', 'STARFACE', 'TA612V', 'TANDBERG',
  'Technicolor', 'Telephone', 'Thomson', 'Tilgin', 'TP-Link', 'Valcom', 'VOS3000', 'Wildix', 'Windows RTC',
  'X-Lite', 'X-PRO', 'Yealink', 'Z 5.', 'Zoiper', 'ZXDSL', 'ZXHN',
]; // biome-ignore format: a table

/** Words that turn up in honest names of all kinds. `system`, `smap`, `scan` and `voip` were in lists that were passed around. */
const bareWords: ReadonlySet<string> = new Set([
  'agent', 'client', 'gateway', 'phone', 'scan', 'server', 'smap', 'softphone', 'system', 'test', 'user', 'user-agent',
  'voip',
]); // biome-ignore format: a table

/** What stands in nearly every SIP message (RFC 3261), in lower case. */
const boilerplate: readonly string[] = [
  'sip/2.0/udp', 'sip/2.0/tcp', 'sip/2.0/tls', 'via: ', 'from: ', 'call-id: ', 'cseq: ', 'contact: <sip:',
  'max-forwards: ', 'user-agent: ', 'content-length: ', 'content-type: application/sdp', 'expires: ', 'allow: ',
  'supported: ', ';branch=z9hg4bk', ';tag=', ';rport', ';transport=udp', 'authorization: digest username=',
  ...methods.map((method) => `${method.toLowerCase()} sip:`),
]; // biome-ignore format: a table

/** Text of fewer bytes stands in honest messages by chance. */
const leastBytes = 4;

/** A signature with too little text. */
export const shortSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    if (Buffer.byteLength(pattern.text) >= leastBytes) continue;
    yield finding('VG362', patternAt(document, use), { id, text: pattern.text });
  }
};

/** XT_STRING_MAX_PATTERN_SIZE in linux/netfilter/xt_string.h. */
const mostBytes = 128;

/** A signature that the kernel's string match cannot hold. */
export const longSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const bytes = Math.max(
      ...searches(use.signature.pattern)
        .flat()
        .map((text) => Buffer.byteLength(text)),
    );
    if (bytes <= mostBytes) continue;
    yield finding('VG364', patternAt(document, use), { id: use.signature.id, bytes });
  }
};

/** A signature that real phones or every message would hit. */
export const honestSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    const found = honestTraffic(pattern);
    if (found === undefined || Buffer.byteLength(pattern.text) < leastBytes) continue;
    yield finding('VG363', patternAt(document, use), { id, text: pattern.text, found });
  }
};

/** What honest traffic the pattern hits, in words. */
function honestTraffic(pattern: Pattern): string | undefined {
  const text = pattern.text.toLowerCase();
  const agent = honestAgents.find((name) => overlap(name.toLowerCase(), text));
  if (agent !== undefined) return `"${agent}" is a real product`;
  if (bareWords.has(text.trim())) return 'the word alone is in many names of phones';
  const usual = anywhere(pattern).some((searched) => boilerplate.some((line) => line.includes(searched)));
  return usual ? 'it is part of nearly every SIP message' : undefined;
}

/** What is tied to no header, as it is searched for. */
function anywhere(pattern: Pattern): readonly string[] {
  const tied = pattern.kind === 'begins' || pattern.kind === 'contains';
  return tied ? [] : searches(pattern).flatMap((texts) => texts.map((text) => text.toLowerCase()));
}

function overlap(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}

/** An address where the request line has the host: `sip:203.0.113.5`, `@203.0.113.5`, `@[2001:db8::5]`. */
const byAddress = /(?:sips?:|@)(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]*:)/i;

/** A signature that is to refuse requests which name the switch by its address: each of the other forms slips through. */
export const addressSignature: Check = function* ({ policy, document }) {
  if (policy.sip.domains.names.length > 0) return;
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    if (!searches(pattern).some((texts) => texts.some((text) => byAddress.test(text)))) continue;
    yield finding('VG372', patternAt(document, use), { id, text: pattern.text });
  }
};

/** Two signatures of one name. Packs share names only for the same text, which validation has made one. */
export const signatureTwice: Check = function* ({ policy, document }) {
  const first = new Map<string, SignatureUse>();
  for (const use of policy.signatures) {
    const { id } = use.signature;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, use);
    } else if (isOwn(use)) {
      const from = isOwn(earlier) ? 'above' : 'by a pack in "signatures.use"';
      yield finding(
        'VG361',
        valueAt(document, use.path),
        { id, from },
        alsoAt(document, earlier.path, 'the other'),
      );
    }
  }
};

/** A signature that finds nothing which another one does not find: it costs a search and is never the first to hit. */
export const shadowedSignature: Check = function* ({ policy, document }) {
  const all = policy.signatures.map((use) => ({ use, texts: textsOf(use) }));
  for (const [at, { use, texts }] of all.entries()) {
    if (!isOwn(use)) continue;
    const wider = all.find(({ texts: others }, index) => {
      if (index === at || !hitsWhatHits(others, texts)) return false;
      return index < at || !hitsWhatHits(texts, others);
    })?.use;
    if (wider === undefined) continue;
    const args = { id: use.signature.id, wider: wider.signature.id };
    yield finding('VG370', patternAt(document, use), args, alsoAt(document, wider.path, `"${args.wider}"`));
  }
};

type Texts = readonly (readonly string[])[];

function textsOf({ signature }: SignatureUse): Texts {
  return searches(signature.pattern).map((texts) => texts.map((text) => text.toLowerCase()));
}

/** Whether every message that `narrow` is found in has what `wide` looks for: each of its texts within one of the narrow one's. */
function hitsWhatHits(wide: Texts, narrow: Texts): boolean {
  return narrow.every((found) =>
    wide.some((wanted) => wanted.every((text) => found.some((one) => one.includes(text)))),
  );
}

/** A signature in a method that strangers may not send: what is dropped is not searched. */
export const unreachableSignature: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    if (pattern.kind !== 'request') continue;
    const limit = strangers.limits.get(pattern.method) ?? strangers.limits.get('other');
    if (limit?.kind !== 'drop') continue;
    const related = alsoAt(document, limit.path, 'here it is dropped');
    yield finding('VG371', patternAt(document, use), { id, method: pattern.method }, related);
  }
};
