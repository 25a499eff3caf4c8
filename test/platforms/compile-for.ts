import type { Compiled } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { exampleFiles, exampleText } from '../kernel/examples.js';
import { compileText } from '../lint-text.js';

/** An example as the operator of another host would use it: included by a file that names the platform. */
export function compileFor(
  platform: string,
  example: string,
): Compiled & { readonly findings: readonly Diagnostic[] } {
  return compileText(`vosguard: 1\ninclude: example.yaml\ntarget: { platform: ${platform} }\n`, {
    ...exampleFiles(example),
    'example.yaml': exampleText(example),
  });
}
