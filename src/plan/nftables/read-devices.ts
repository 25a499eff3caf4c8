import type { Field, ListedChain } from '../listing.js';

export const isIngress = ({ key, value }: Field): boolean => key === 'hook' && value === 'ingress';

/** The devices of a chain at ingress, from nft's text: its JSON has them in some versions only. */
export function withDevices(chain: ListedChain, nftText: string): ListedChain {
  if (!chain.attributes.some(isIngress)) return chain;
  for (const [, name = '', one, several = ''] of nftText.matchAll(HOOK)) {
    if (name.replaceAll('"', '') !== chain.name) continue;
    const devices = (one ?? several).split(',').map((device) => device.trim().replaceAll('"', ''));
    return {
      ...chain,
      attributes: [...chain.attributes, { key: 'devices', value: devices.toSorted().join(',') }],
    };
  }
  return chain;
}

const HOOK = /^\tchain (\S+) \{\n\t\ttype filter hook ingress device(?: (\S+)|s = \{([^}]*)\})/gm;
