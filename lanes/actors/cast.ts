import { playCrowd } from './crowd.js';
import { playFleet } from './fleet.js';
import { guess } from './guess.js';
import { serve } from './serve.js';

/** The world's side of a trial: phones and guessers. Floods come from the laboratory's own agent, beside it. */
serve({ fleet: playFleet, crowd: playCrowd, guess });
