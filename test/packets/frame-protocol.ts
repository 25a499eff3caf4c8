/** Whole Ethernet frames, sent from the agent's end of the link as they are. */
export interface Frames {
  readonly frames: readonly string[];
  readonly every: number;
}

/** UDP datagrams whose sources no socket holds: `count` addresses from `first` on, one after the other. */
export interface Forge {
  readonly first: string;
  readonly fromPort?: number;
  readonly to?: string;
  readonly toPort: number;
  readonly payload: string;
  readonly count: number;
  readonly every: number;
}
