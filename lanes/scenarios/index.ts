import { type Playable, playable } from '../scenario.js';
import { botnet } from './botnet.js';
import { bruteForce } from './brute-force.js';
import { coldStart } from './cold-start.js';
import { crowdScenario } from './crowd.js';
import { crowdAttacks } from './crowd-attacks.js';
import { forged } from './forged.js';
import { newcomers } from './newcomers.js';
import { office } from './office.js';
import { poisonings } from './poisonings.js';
import { setsFull } from './sets-full.js';
import { slowScan } from './slow-scan.js';
import { storm } from './storm.js';

/** In the order in which `npm run lanes` plays them. */
export const scenarios: readonly Playable[] = [
  playable(botnet),
  playable(storm),
  playable(coldStart),
  newcomers,
  playable(bruteForce(403)),
  playable(bruteForce(401)),
  playable(slowScan),
  playable(office),
  playable(forged),
  playable(poisonings(false)),
  playable(poisonings(true)),
  playable(setsFull),
  ...Object.values(crowdAttacks).map((attack) => playable(crowdScenario(attack))),
];
