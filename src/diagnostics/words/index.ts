import { countingWords } from './backends/counting.js';
import { nameWords, olderWords } from './backends/older.js';
import { platformWords } from './backends/platform.js';
import { searchWords } from './backends/search.js';
import { addressWords } from './checks/addresses.js';
import { customerWords } from './checks/customers.js';
import { elsewhereWords } from './checks/elsewhere.js';
import { acrossWords } from './checks/hosts.js';
import { banWords, laneWords, methodWords } from './checks/lanes.js';
import { limitWords } from './checks/limits.js';
import { listFileWords } from './checks/list-files.js';
import { liveListWords } from './checks/live-lists.js';
import { portWords, switchPortWords } from './checks/ports.js';
import { profileWords } from './checks/profiles.js';
import { reachWords } from './checks/reach.js';
import { signatureWords } from './checks/signatures.js';
import { conntrackWords, tableWords } from './checks/tables.js';
import { unreachableWords } from './checks/unreachable.js';
import { hostWords } from './host.js';
import { fileWords } from './reading/files.js';
import { includeWords } from './reading/includes.js';
import { treeWords } from './reading/tree.js';
import { yamlWords } from './reading/yaml.js';
import { addressShapeWords } from './shape/addresses.js';
import { listWords } from './shape/lists.js';
import { structureWords } from './shape/structure.js';
import { valueWords } from './shape/values.js';
import { suppressionWords } from './suppressions.js';
import { gatewayWords } from './switch/gateways.js';
import { parameterWords } from './switch/parameters.js';
import { recordWords } from './switch/records.js';
import { blacklistWords, registrationWords } from './switch/registrations.js';
import { testWords } from './tests.js';

/** VG4xx: what a backend or a platform cannot carry as it was asked, and what stands in for it. */
export const backendWords = {
  ...platformWords,
  ...olderWords,
  ...searchWords,
  ...countingWords,
  ...nameWords,
} as const;

/** What is valid and still wrong: one group of codes for each subject. */
const checkWords = {
  ...reachWords,
  ...addressWords,
  ...listFileWords,
  ...liveListWords,
  ...portWords,
  ...limitWords,
  ...methodWords,
  ...banWords,
  ...laneWords,
  ...conntrackWords,
  ...signatureWords,
  ...customerWords,
  ...tableWords,
  ...unreachableWords,
  ...switchPortWords,
  ...acrossWords,
  ...elsewhereWords,
  ...profileWords,
} as const;

/** What can be wrong before a single key is understood. */
const readingWords = { ...fileWords, ...yamlWords, ...treeWords, ...includeWords } as const;

/** VG20x: keys and kinds of values. VG21x: texts of values. VG22x and VG23x: addresses, groups and list files. */
const shapeWords = { ...structureWords, ...valueWords, ...addressShapeWords, ...listWords } as const;

/** What the policy says of the switch itself, VOS3000. */
const switchWords = {
  ...parameterWords,
  ...registrationWords,
  ...recordWords,
  ...gatewayWords,
  ...blacklistWords,
} as const;

/**
 * Every code: VG1xx reading, VG2xx shape and values, VG3xx meaning, VG4xx what a backend can carry, VG5xx the switch,
 * VG6xx tests of a policy, VG7xx suppressions, and from VG750 on what is handed over for one host.
 */
export const words = {
  ...readingWords,
  ...shapeWords,
  ...checkWords,
  ...backendWords,
  ...hostWords,
  ...switchWords,
  ...suppressionWords,
  ...testWords,
} as const;

export type Words = typeof words;
export type Code = keyof Words;
/** What each code's sentences are about. */
export type ArgsByCode = { readonly [C in Code]: Parameters<Words[C]['what']>[0] };

/** A group of codes that are read together: a page of `docs/checks`. */
export interface Topic {
  readonly page: string;
  readonly title: string;
  readonly codes: readonly Code[];
}

/** Every code stands in one of them (a test says so); in the order of the pages. */
export const topics: readonly Topic[] = [
  topic('files', 'Files and includes', fileWords, includeWords),
  topic('yaml', 'YAML', yamlWords, treeWords),
  topic('keys', 'Keys and values', structureWords, valueWords),
  topic('addresses', 'Addresses', addressShapeWords, addressWords),
  topic('lists', 'Lists', listWords, listFileWords, liveListWords),
  topic('reach', 'Who gets in, and who does not', reachWords),
  topic('ports', 'Ports', portWords, switchPortWords),
  topic('limits', 'Limits', limitWords, unreachableWords),
  topic('lanes', 'Methods, bans and lanes', methodWords, banWords, laneWords),
  topic('customers', 'Customers', customerWords),
  topic('signatures', 'Signatures', signatureWords),
  topic('tables', 'Tables of the kernel', tableWords, conntrackWords),
  topic('hosts', 'Several policies', acrossWords),
  topic('elsewhere', 'A switch behind this host', elsewhereWords),
  topic('profiles', 'Profiles that begin by themselves', profileWords),
  topic(
    'platforms',
    'Backends and platforms',
    platformWords,
    olderWords,
    searchWords,
    countingWords,
    nameWords,
  ),
  topic('switch-parameters', 'VOS3000: parameters', parameterWords),
  topic('switch-registrations', 'VOS3000: registrations and blacklists', registrationWords, blacklistWords),
  topic('switch-gateways', 'VOS3000: gateways', gatewayWords),
  topic('switch-records', 'VOS3000: records', recordWords),
  topic('tests', 'Tests of a policy', testWords),
  topic('suppressions', 'Suppressions', suppressionWords),
  topic('known', 'Lists of known sources', hostWords),
];

function topic(page: string, title: string, ...groups: readonly Partial<Words>[]): Topic {
  return { page, title, codes: groups.flatMap((group) => Object.keys(group) as Code[]).toSorted() };
}
