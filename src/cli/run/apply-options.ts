import type { ApplyInvocation } from '../invocation.js';
import { knownFile } from './known-sources.js';

type Chosen = Pick<
  ApplyInvocation,
  'backend' | 'confirm' | 'yes' | 'noPersist' | 'forceCut' | 'known' | 'knownFlows'
>;

/** The options of an apply in the words of install.sh. */
export const applyOptions = ({
  backend,
  confirm,
  yes,
  noPersist,
  forceCut,
  known,
  knownFlows,
}: Chosen): readonly string[] => [
  ...(backend === undefined ? [] : ['--backend', backend]),
  ...(confirm === undefined ? [] : ['--confirm', String(confirm)]),
  ...(yes ? ['--yes'] : []),
  ...(noPersist ? ['--no-persist'] : []),
  ...(forceCut ? ['--force-cut'] : []),
  ...(known === undefined ? [] : ['--known', knownFile]),
  ...(knownFlows ? ['--known-flows'] : []),
];
