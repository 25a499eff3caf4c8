import { remoteMachine } from './remote-machine.js';
import { remoteOutcome } from './remote-outcome.js';
import { runRemoteInstaller } from './run-remote-installer.js';

/** What a command may do over ssh. */
export interface Remote {
  readonly runInstaller: typeof runRemoteInstaller;
  readonly outcome: typeof remoteOutcome;
  readonly machine: typeof remoteMachine;
}

export const remote: Remote = {
  runInstaller: runRemoteInstaller,
  outcome: remoteOutcome,
  machine: remoteMachine,
};
