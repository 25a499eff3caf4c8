import { posix } from 'node:path';
import type { Compiled } from '../../compile.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { locator } from '../../diagnostics/position.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import { renderGithub } from '../../diagnostics/render/github.js';
import { renderJson } from '../../diagnostics/render/json.js';
import { renderPretty } from '../../diagnostics/render/pretty.js';
import { renderSarif } from '../../diagnostics/render/sarif.js';
import { words } from '../../diagnostics/words/index.js';
import { packageVersion } from '../../host/program.js';
import { type Document, nodeAt, placeOf } from '../../parse/document.js';
import type { Origin } from '../../plan/plan.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Format, PolicyOptions } from '../invocation.js';
import { type Io, inColour, type Writer } from '../io.js';

/** Where a file of the policy says what stands at a path: `policy.yaml:12:5`. `undefined` where it is a default. */
export function placeIn(document: Document): (path: PolicyPath) => string | undefined {
  const locate = locator();
  return (path) => {
    if (nodeAt(document.root, path)?.span === undefined) return undefined;
    const place = placeOf(document.root, path, 'value');
    if (place === undefined) return undefined;
    const { path: file, start } = locate(place);
    const shown = posix.relative(posix.dirname(document.files[0]?.path ?? ''), file);
    return `${shown}:${start.line}:${start.column}`;
  };
}

/** Where a file of the policy says what stands at a path; `default` where none does, as the manifest has it. */
export function originIn({ document }: Pick<Compiled, 'document'>): (path: PolicyPath) => Origin {
  const at = placeIn(document);
  return (path) => ({ policy: path.join('.'), at: at(path) ?? 'default' });
}

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
