import type { Check } from '../check.js';
import { auditDays } from './audit-days.js';
import { banOutlivesSuspension } from './ban-outlives-suspension.js';
import { blacklistForAddresses } from './blacklist-for-addresses.js';
import { blacklistWithoutLimits } from './blacklist-without-limits.js';
import { fewRetries } from './few-retries.js';
import { gatewayTwice } from './gateway-twice.js';
import { mediaPortsClosed } from './media-ports-closed.js';
import { notInThisVersion } from './not-in-this-version.js';
import { onlineCheckInterval } from './online-check-interval.js';
import { onlineCheckUnheard } from './online-check-unheard.js';
import { otherSpelling } from './other-spelling.js';
import { outOfRange } from './out-of-range.js';
import { outsideAdvice } from './outside-advice.js';
import { outsideTier } from './outside-tier.js';
import { parameterTwice } from './parameter-twice.js';
import { passwordUnprotected } from './password-unprotected.js';
import { portBehindNat } from './port-behind-nat.js';
import { profileWithoutEnd } from './profile-without-end.js';
import { recordRows } from './record-rows.js';
import { recordsOff } from './records-off.js';
import { recordsOffInAudit } from './records-off-in-audit.js';
import { staticGatewayNotTrusted } from './static-gateway-not-trusted.js';
import { suspensionOff } from './suspension-off.js';
import { unknownParameter } from './unknown-parameter.js';
import { unsteadyRetries } from './unsteady-retries.js';
import { versionGuessed } from './version-guessed.js';
import { webAccessDiffers } from './web-access-differs.js';
import { wrongKind } from './wrong-kind.js';

/** What is said of the switch itself, and where it and the rules contradict each other; in the order of their codes. */
export const switchChecks: readonly Check[] = Object.freeze([
  unknownParameter,
  notInThisVersion,
  otherSpelling,
  wrongKind,
  outOfRange,
  parameterTwice,
  versionGuessed,
  banOutlivesSuspension,
  fewRetries,
  unsteadyRetries,
  recordsOff,
  recordsOffInAudit,
  profileWithoutEnd,
  recordRows,
  passwordUnprotected,
  outsideTier,
  onlineCheckUnheard,
  onlineCheckInterval,
  webAccessDiffers,
  portBehindNat,
  blacklistForAddresses,
  blacklistWithoutLimits,
  suspensionOff,
  outsideAdvice,
  gatewayTwice,
  auditDays,
  mediaPortsClosed,
  staticGatewayNotTrusted,
]);
