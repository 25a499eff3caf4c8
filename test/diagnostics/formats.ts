import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderCompact } from '../../src/diagnostics/render/compact.js';
import { renderGithub } from '../../src/diagnostics/render/github.js';
import { renderJson } from '../../src/diagnostics/render/json.js';
import { renderPretty } from '../../src/diagnostics/render/pretty.js';
import { renderSarif } from '../../src/diagnostics/render/sarif.js';

type Render = (findings: readonly Diagnostic[]) => string;

/** Every format, by the name that `--format` knows. */
export const formats: readonly (readonly [name: string, render: Render])[] = [
  ['pretty', (findings) => renderPretty(findings, { colour: false })],
  ['compact', renderCompact],
  ['json', renderJson],
  ['github', renderGithub],
  ['sarif', (findings) => renderSarif(findings, '1.2.3')],
];
