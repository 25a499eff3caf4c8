import { artifactTexts } from '../emit/artifacts.js';
import type { Legalized } from './legalize-policy.js';

/** What `compile` writes for a policy that has come so far, by file name, without the manifest. */
export const artifactsOf = ({ policy, platform, legal, observing }: Legalized): ReadonlyMap<string, string> =>
  new Map(artifactTexts(policy, platform, { legal, observing }, { html: false, audit: undefined }).texts);
