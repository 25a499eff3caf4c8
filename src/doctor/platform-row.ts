import { atLeast, platforms } from '../platform/platform.js';
import type { Facts } from './facts-script.js';
import { said } from './finding.js';

const families: readonly (readonly [RegExp, (version: string) => string])[] = [
  [
    /^(rhel|centos|rocky|almalinux|ol)$/,
    (version) => (/^[67](\.|$)/.test(version) ? `centos${version[0]}` : `el${/^\d+/.exec(version)?.[0]}`),
  ],
  [/^debian$/, (version) => `debian${version}`],
  [/^ubuntu$/, (version) => `ubuntu${version.replace('.', '')}`],
  [/^amzn$/, (version) => `al${version}`],
  [/^(fedora|alpine)$/, () => ''],
];

/** The row of a distribution where its versions are those that the host has; else the versions themselves. */
export function platformOf(facts: Facts): string {
  const os = said(facts, 'os');
  const [id, version] = [/^ID="?([\w.-]+)/m, /^VERSION_ID="?([\w.]+)/m].map(
    (form) => form.exec(os)?.[1] ?? '',
  );
  const old = /release ([67])\./.exec(os)?.[1];
  const family = families.find(([form]) => form.test(id ?? ''));
  const name =
    old !== undefined && id === ''
      ? `centos${old}`
      : family === undefined
        ? ''
        : family[1](version ?? '') || (id ?? '');
  const found = versionsOf(facts);
  const row = platforms.find((one) => one.name === name);
  const fits = (has: string | undefined, wants: string | undefined) =>
    wants === undefined || (has !== undefined && atLeast(has, wants));
  if (
    row !== undefined &&
    fits(found.kernel, row.kernel) &&
    fits(found.nft, row.nft) &&
    fits(found.iptables, row.iptables)
  )
    return row.name;
  const parts = Object.entries(found).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: "${value}"`],
  );
  return `{ ${parts.join(', ')} }`;
}

function versionsOf(facts: Facts) {
  const version = (name: string) => /v?(\d+(?:\.\d+)+)/.exec(said(facts, name))?.[1];
  return {
    kernel: version('kernel'),
    nft: version('nft'),
    iptables: version('iptables'),
    ipset: version('ipset'),
  };
}
