import type { ApplyInvocation } from '../invocation.js';

type Chosen = Pick<ApplyInvocation, 'backend' | 'confirm' | 'yes' | 'noPersist'>;

/** The options of an apply in the words of install.sh. */
export const applyOptions = ({ backend, confirm, yes, noPersist }: Chosen): readonly string[] => [
  ...(backend === undefined ? [] : ['--backend', backend]),
  ...(confirm === undefined ? [] : ['--confirm', String(confirm)]),
  ...(yes ? ['--yes'] : []),
  ...(noPersist ? ['--no-persist'] : []),
];
