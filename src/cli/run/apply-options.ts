import type { ApplyInvocation } from '../invocation.js';
import { knownFile } from './known-sources.js';

type Chosen = Pick<
  ApplyInvocation,
  | 'backend'
  | 'confirm'
  | 'yes'
  | 'observe'
  | 'noPersist'
  | 'forceCut'
  | 'forceOthers'
  | 'known'
  | 'knownFlows'
  | 'note'
  | 'lasts'
>;

/** The options of an apply in the words of install.sh. */
export const applyOptions = ({
  backend,
  confirm,
  yes,
  observe,
  noPersist,
  forceCut,
  forceOthers,
  known,
  knownFlows,
  note,
  lasts,
}: Chosen): readonly string[] => [
  ...(backend === undefined ? [] : ['--backend', backend]),
  ...(confirm === undefined ? [] : ['--confirm', String(confirm)]),
  ...(yes ? ['--yes'] : []),
  ...(observe === undefined ? [] : ['--observe', String(observe)]),
  ...(noPersist ? ['--no-persist'] : []),
  ...(forceCut ? ['--force-cut'] : []),
  ...(forceOthers ? ['--force-others'] : []),
  ...(known === undefined ? [] : ['--known', knownFile]),
  ...(knownFlows ? ['--known-flows'] : []),
  ...(note === undefined ? [] : ['--note', note]),
  ...(lasts === undefined ? [] : ['--for', String(lasts)]),
];
