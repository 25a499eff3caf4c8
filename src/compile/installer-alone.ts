import { bareInstaller } from '../emit/install/bare-installer.js';

/** The files that confirming, going back and looking need, in the form of artifacts. */
export function installerAlone(): ReadonlyMap<string, string> {
  return new Map([['install.sh', bareInstaller()]]);
}
