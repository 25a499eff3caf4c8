import type { Family } from '../../net/family.js';
import type { Algorithm, Meter } from '../../ruleset/ruleset.js';
import { notLegalized } from '../not-legalized.js';
import { seconds } from '../seconds.js';
import { word } from './word.js';

type Window = Extract<Algorithm, { kind: 'window' }>;

const masks: { readonly [F in Family]: { readonly [K in 'source' | 'subnet' | 'all']: string } } = {
  ipv4: { source: '255.255.255.255', subnet: '255.255.255.0', all: '0.0.0.0' },
  ipv6: { source: 'ffff:ffff:ffff:ffff::', subnet: 'ffff:ffff:ffff::', all: '::' },
};

/** The packets that find `count` others before them in the span. Looking does not write this packet down. */
export function overWindow(window: Window, meter: Meter, family: Family): string {
  return `-m recent ${look(window)} ${table(meter, family)}`;
}

/** The other packets, each written down as it passes. */
export function withinWindow(window: Window, meter: Meter, family: Family): string {
  return `-m recent ! ${look(window)} ${table(meter, family)} ${writeDown(meter, family)}`;
}

function look({ count, span }: Window): string {
  return `--rcheck --seconds ${seconds(span)} --hitcount ${count}`;
}

/** Always matches, and writes the packet down. */
export function writeDown(meter: Meter, family: Family): string {
  return `-m recent --set ${table(meter, family)}`;
}

function table({ id, name, key }: Meter, family: Family): string {
  switch (key) {
    case 'source':
    case 'subnet':
    case 'all':
      return `--name ${word(name)} --mask ${masks[family][key]} --rsource`;
    case 'destination':
      return `--name ${word(name)} --mask ${masks[family].source} --rdest`;
    case 'both':
      return notLegalized(`${id}: recent counts one side`);
  }
}
