import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import { renderGithub } from '../../diagnostics/render/github.js';
import { renderJson } from '../../diagnostics/render/json.js';
import { renderPretty } from '../../diagnostics/render/pretty.js';
import { renderSarif } from '../../diagnostics/render/sarif.js';
import { words } from '../../diagnostics/words/index.js';
import { packageVersion } from '../../host/package-files.js';
import { inColour } from '../colour.js';
import type { Format, PolicyOptions } from '../invocation.js';
import type { Io, Writer } from '../io.js';

type Renderer = (findings: readonly Diagnostic[], colour: boolean) => string;

const renderers: { readonly [F in Format]: Renderer } = {
  pretty: (findings, colour) => renderPretty(findings, { colour }),
  compact: renderCompact,
  json: renderJson,
  github: renderGithub,
  sarif: (findings) => renderSarif(findings, packageVersion()),
};

/**
 * What `compile` says. Notes tell how a backend does what the policy asks, and ask nothing of the reader: in the formats for people they
 * are told with --verbose only, a line each. The manifest has them all.
 */
export function printForCompile(
  findings: readonly Diagnostic[],
  options: PolicyOptions & { readonly verbose: boolean },
  io: Io,
  writer: Writer,
): { readonly kept: number } {
  const isQuiet = ({ code }: Diagnostic) => forPeople.has(options.format) && words[code].severity === 'note';
  const quiet = findings.filter(isQuiet);
  printFindings(
    findings.filter((finding) => !isQuiet(finding)),
    options,
    io,
    writer,
  );
  if (!options.verbose) return { kept: quiet.length };
  writer.write(renderCompact(quiet));
  return { kept: 0 };
}

const forPeople: ReadonlySet<Format> = new Set(['pretty', 'compact']);

/** Prints the findings; with none, JSON and SARIF are still documents and the others print nothing. */
export function printFindings(
  findings: readonly Diagnostic[],
  { format, colour }: PolicyOptions,
  io: Io,
  writer: Writer,
): void {
  writer.write(renderers[format](findings, inColour(colour, io, writer)));
}
