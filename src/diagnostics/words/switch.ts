import { blacklistWords } from './switch/blacklist.js';
import { gatewayWords } from './switch/gateways.js';
import { parameterWords } from './switch/parameters.js';
import { recordWords } from './switch/records.js';
import { registrationWords } from './switch/registrations.js';

/** What the policy says of the switch itself, VOS3000. */
export const switchWords = {
  ...parameterWords,
  ...registrationWords,
  ...recordWords,
  ...gatewayWords,
  ...blacklistWords,
} as const;
