import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Told } from '../legalize/tell.js';

/**
 * What `tell` said of signatures that a backend cannot search for, where no other backend of the target carries them: that
 * is a risk of the policy, which lint tells too.
 */
export function uncarriedSignatures({ diagnostic }: Told): Diagnostic {
  if (diagnostic.code !== 'VG411') return diagnostic;
  const { signatures } = diagnostic.args;
  return { ...diagnostic, code: 'VG365', args: { signatures } };
}
