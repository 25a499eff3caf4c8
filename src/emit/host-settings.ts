import type { HostSettings } from '../ruleset/settings.js';
import { header } from './legend.js';

/** For /etc/sysctl.d: each key once, under its reason. */
export function emitSysctl(settings: HostSettings): string {
  const title = header(settings, [
    'Load with: sysctl -p THIS_FILE',
    'The keys of netfilter exist once its modules are loaded; see modules-load.conf.',
  ]);
  const texts = settings.parameters.map(
    ({ key, value, reason }) => `\n${comment(reason)}${key} = ${value}\n`,
  );
  return `${title}${texts.join('')}`;
}

/** For /etc/modprobe.d: what a module is told when it is loaded. */
export function emitModprobe(settings: HostSettings): string {
  const { options, keptOut } = settings;
  const told = options.map(({ module, values, reason }) => {
    const words = values.map(([option, value]) => `${option}=${value}`).join(' ');
    return `\n${comment(reason)}options ${module} ${words}\n`;
  });
  return [
    header(settings, ['Read when a module is loaded; one that is loaded already keeps its options.']),
    ...told,
    `\n${comment(keptOut.reason)}`,
    ...keptOut.modules.map((module) => `blacklist ${module}\n`),
  ].join('');
}

/** For /etc/modules-load.d: without the modules there are no keys that sysctl could set at boot, and it sets none later. */
export function emitModulesLoad(settings: HostSettings): string {
  return `${header(settings, ['Loaded at boot, before sysctl runs.'])}\n${settings.modules.join('\n')}\n`;
}

const comment = (lines: readonly string[]): string => lines.map((line) => `# ${line}\n`).join('');
