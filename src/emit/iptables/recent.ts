import type { Family } from '../../net/family.js';
import type { Algorithm, Meter, MeterKey } from '../../ruleset/ruleset.js';
import { notLegalized } from '../not-legalized.js';
import { seconds } from '../seconds.js';
import type { IptablesDialect } from './dialect.js';
import { word } from './word.js';

type Window = Extract<Algorithm, { kind: 'window' }>;

const masks: { readonly [F in Family]: { readonly [K in 'source' | 'subnet' | 'all']: string } } = {
  ipv4: { source: '255.255.255.255', subnet: '255.255.255.0', all: '0.0.0.0' },
  ipv6: { source: 'ffff:ffff:ffff:ffff::', subnet: 'ffff:ffff:ffff::', all: '::' },
};

/** The packets that find `count` others before them in the span. Looking does not write this packet down. */
export function overWindow(window: Window, meter: Meter, family: Family, dialect: IptablesDialect): string {
  return `-m recent ${look(window)} ${table(meter, family, dialect)}`;
}

/** The other packets, each written down as it passes. */
export function withinWindow(window: Window, meter: Meter, family: Family, dialect: IptablesDialect): string {
  return `-m recent ! ${look(window)} ${table(meter, family, dialect)} ${writeDown(meter, family, dialect)}`;
}

function look({ count, span }: Window): string {
  return `--rcheck --seconds ${seconds(span)} --hitcount ${count}`;
}

/** Always matches, and writes the packet down. */
export function writeDown(meter: Meter, family: Family, dialect: IptablesDialect): string {
  return `-m recent --set ${table(meter, family, dialect)}`;
}

function table({ id, name, key }: Meter, family: Family, { recentMask }: IptablesDialect): string {
  if (key === 'both') return notLegalized(`${id}: recent counts one side`);
  const side = key === 'destination' ? '--rdest' : '--rsource';
  if (recentMask) return `--name ${word(name)} --mask ${masks[family][maskOf(key)]} ${side}`;
  if (family === 'ipv6' || maskOf(key) !== 'source') notLegalized(`${id}: recent has no mask here`);
  return `--name ${word(name)} ${side}`;
}

function maskOf(key: Exclude<MeterKey, 'both'>): 'source' | 'subnet' | 'all' {
  return key === 'destination' ? 'source' : key;
}
