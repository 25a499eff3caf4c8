import { addressWords } from './checks/addresses.js';
import { banWords } from './checks/bans.js';
import { conntrackWords } from './checks/conntrack.js';
import { customerWords } from './checks/customers.js';
import { hostWords } from './checks/hosts.js';
import { laneWords } from './checks/lanes.js';
import { limitWords } from './checks/limits.js';
import { listFileWords } from './checks/list-files.js';
import { liveListWords } from './checks/live-lists.js';
import { methodWords } from './checks/methods.js';
import { portWords } from './checks/ports.js';
import { reachWords } from './checks/reach.js';
import { signatureWords } from './checks/signatures.js';
import { switchPortWords } from './checks/switch-ports.js';
import { tableWords } from './checks/tables.js';
import { unreachableWords } from './checks/unreachable.js';

/** What is valid and still wrong: one group of codes for each subject. */
export const checkWords = {
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
  ...hostWords,
} as const;
