import type { Legalized } from '../compile.js';
import { artifactTexts } from '../emit/artifacts.js';
import { bareInstaller } from '../emit/install/head.js';
import { htmlSheet } from '../emit/vos3000/html.js';
import { markdownSheet } from '../emit/vos3000/markdown.js';
import type { Worksheet } from '../vos3000/worksheet/worksheet.js';
import { legalizeObserving } from './rulesets.js';

/** What `compile` writes for a policy that has come so far, by file name, without the manifest. */
export function artifactsOf(legalized: Legalized): ReadonlyMap<string, string> {
  const { policy, platform, legal, settings } = legalized;
  const rules = { legal, observing: legalizeObserving(legalized), settings };
  return artifactTexts(policy, platform, rules, { html: false, audit: undefined }).texts;
}

/** The files that confirming, going back and looking need, in the form of artifacts. */
export function installerAlone(): ReadonlyMap<string, string> {
  return new Map([['install.sh', bareInstaller()]]);
}

/** A sheet of its own, for a terminal or a printer. */
export const sheetText = (sheet: Worksheet, html: boolean): string =>
  html ? htmlSheet(sheet) : markdownSheet(sheet);
