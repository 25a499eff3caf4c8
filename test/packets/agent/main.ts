import { handlers } from '../../../src/host/lab/agent/handlers.js';
import { serve } from '../../../src/host/lab/agent/serve.js';
import { addressTowards, link } from '../../../src/host/lab/link.js';
import type { Forge, Frames } from '../frame-protocol.js';
import { forgedFrames } from './forge.js';
import { sendFrames } from './raw.js';

/** The program's agent, and what only tests send: whole frames. */
serve((side) => {
  const known = handlers(side);
  return {
    ...known,
    frames: ({ frames, every }: Frames) => {
      const bytes = frames.map((text) => Buffer.from(text, 'base64'));
      return sendFrames(link[side].name, bytes, every);
    },
    forge: (ask: Forge) =>
      sendFrames(
        link[side].name,
        forgedFrames({ ...ask, to: ask.to ?? addressTowards(side, ask.first) }),
        ask.every,
      ),
  };
});
