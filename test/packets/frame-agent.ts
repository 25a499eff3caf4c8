import { Agent } from '../../src/host/lab/agent.js';
import type { Sent } from '../../src/host/lab/protocol.js';
import type { Forge, Frames } from './frame-protocol.js';

/** An agent that can send whole frames as well. */
export class FrameAgent extends Agent {
  frames = (ask: Frames): Promise<Sent> => this.ask('frames', ask);
  forge = (ask: Forge): Promise<Sent> => this.ask('forge', ask);
}
