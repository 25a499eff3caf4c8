import type { Options, PositionalOptions } from 'yargs';
import type { Invocation } from '../invocation.js';
import type { Values } from './values.js';

/** A command as the command line and its help know it; what it does is in `run/`. */
export interface Command {
  /** In the notation of yargs: `compile [file]`. */
  readonly usage: string;
  readonly about: string;
  readonly positionals: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, about: string])[];
  readonly read: (values: Values) => Invocation;
}

/** Commands about one subject, such as `vos list` and `vos show`. */
export interface CommandGroup {
  /** Its first word: `vos`. */
  readonly usage: string;
  readonly about: string;
  readonly commands: Readonly<Record<string, Command>>;
}
