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
 * What `compile` says by the way: notes take a line each, since they are as many as the fallbacks taken,
 * and the manifest has them all. `vosguard explain` tells more about their codes.
 */
export function printBriefly(
  findings: readonly Diagnostic[],
  options: PolicyOptions,
  io: Io,
  writer: Writer,
): void {
  const isBrief = ({ code }: Diagnostic) => options.format === 'pretty' && words[code].severity === 'note';
  printFindings(
    findings.filter((finding) => !isBrief(finding)),
    options,
    io,
    writer,
  );
  writer.write(renderCompact(findings.filter(isBrief)));
}

/** Prints the findings; with none, JSON and SARIF are still documents and the others print nothing. */
export function printFindings(
  findings: readonly Diagnostic[],
  { format, colour }: PolicyOptions,
  io: Io,
  writer: Writer,
): void {
  writer.write(renderers[format](findings, inColour(colour, io, writer)));
}
