import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import { renderJson } from '../../diagnostics/render/json.js';
import { renderPretty } from '../../diagnostics/render/pretty.js';
import { inColour } from '../colour.js';
import type { Format, PolicyOptions } from '../invocation.js';
import type { Io, Writer } from '../io.js';

type Renderer = (findings: readonly Diagnostic[], colour: boolean) => string;

const renderers: { readonly [F in Format]: Renderer } = {
  pretty: (findings, colour) => renderPretty(findings, { colour }),
  compact: renderCompact,
  json: renderJson,
};

/** Prints the findings; with none, JSON is still a document and the others print nothing. */
export function printFindings(
  findings: readonly Diagnostic[],
  { format, colour }: PolicyOptions,
  io: Io,
  writer: Writer,
): void {
  writer.write(renderers[format](findings, inColour(colour, io, writer)));
}
