import type { Check } from '../check.js';
import { blacklistForAddresses, blacklistWithoutLimits, webAccessDiffers } from './blacklist.js';
import {
  gatewayTwice,
  mediaPortsClosed,
  onlineCheckInterval,
  onlineCheckUnheard,
  passwordUnprotected,
  portBehindNat,
  staticGatewayNotTrusted,
} from './gateways.js';
import {
  notInThisVersion,
  otherSpelling,
  outOfRange,
  outsideAdvice,
  outsideTier,
  parameterTwice,
  unknownParameter,
  versionGuessed,
  wrongKind,
} from './parameters.js';
import { auditDays, profileWithoutEnd, recordRows, recordsOff, recordsOffInAudit } from './records.js';
import { banOutlivesSuspension, fewRetries, suspensionOff, unsteadyRetries } from './registrations.js';

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
