import type { Family } from '../../net/family.js';
import type { RuleId } from '../../ruleset/ids.js';
import type { Side } from '../../ruleset/match.js';
import type { Algorithm, Meter } from '../../ruleset/ruleset.js';
import { notLegalized } from '../not-legalized.js';
import { seconds } from '../seconds.js';
import type { Place } from './place.js';
import { word } from './word.js';

type Window = Extract<Algorithm, { kind: 'window' }>;

const masks: { readonly [F in Family]: { readonly [K in 'source' | 'subnet' | 'all']: string } } = {
  ipv4: { source: '255.255.255.255', subnet: '255.255.255.0', all: '0.0.0.0' },
  ipv6: { source: 'ffff:ffff:ffff:ffff::', subnet: 'ffff:ffff:ffff::', all: '::' },
};

/** The packets that find `count` others before them in the span. Looking does not write this packet down. */
export function overWindow(window: Window, meter: Meter, place: Place): string {
  return `-m recent ${look(window)} ${table(meter, place)}`;
}

/** The other packets, each written down as it passes. */
export function withinWindow(window: Window, meter: Meter, place: Place): string {
  return `-m recent ! ${look(window)} ${table(meter, place)} ${writeDown(meter, place)}`;
}

function look({ count, span }: Window): string {
  return `--rcheck --seconds ${seconds(span)} --hitcount ${count}`;
}

/** Always matches, and writes the packet down. */
export function writeDown(meter: Meter, place: Place): string {
  return `-m recent --set ${table(meter, place)}`;
}

/** `/proc/net/xt_recent` has it under this name. A list has the mask of its first rule, so each family has its own. */
export function noteDown(id: RuleId, side: Side, { family, dialect }: Place): string {
  const mask = dialect.recentMask ? ` --mask ${masks[family].source}` : '';
  const name = word(`vg-${id}-${family === 'ipv4' ? '4' : '6'}`);
  return `-m recent --set --name ${name}${mask} ${side === 'source' ? '--rsource' : '--rdest'}`;
}

function table({ id, name, key }: Meter, { family, dialect }: Place): string {
  const mask = (width: keyof (typeof masks)[Family]) =>
    dialect.recentMask ? ` --mask ${masks[family][width]}` : '';
  switch (key) {
    case 'source':
    case 'subnet':
    case 'all':
      return `--name ${word(name)}${mask(key)} --rsource`;
    case 'destination':
      return `--name ${word(name)}${mask('source')} --rdest`;
    case 'both':
    case 'port':
      return notLegalized(`${id}: recent counts one address`);
  }
}
