/** Phones that register, each from an address and port of its own. */
export interface Fleet {
  /** Begins every Call-ID, so that the registrar tells who sent what. */
  readonly label: string;
  readonly phones: readonly Phone[];
  /** Milliseconds over which the first registrations are spread, evenly. */
  readonly spread: number;
  /** Registrations of each phone, `every` ms apart. */
  readonly rounds: number;
  readonly every: number;
  /** Milliseconds after which one registration has failed; RFC 3261 says 32,000 (timer F). */
  readonly patience: number;
}

export interface Phone {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

export interface FleetReport {
  readonly tried: number;
  readonly registered: number;
  /** Milliseconds from the start to the last registration that succeeded; 0 if none did. */
  readonly last: number;
  /** Requests sent, retransmissions among them. */
  readonly sent: number;
  /** Milliseconds of the longest pause in the program's own work: near 500 the phones would be at fault. */
  readonly pause: number;
}

/** One source that asks one thing after the other, whatever the answers: guesses of a password, or of extensions. */
export interface Guesses {
  readonly label: string;
  readonly from: Omit<Phone, 'user'>;
  readonly every: number;
  readonly guesses: readonly Guess[];
}

export interface Guess {
  readonly user: string;
  /** Without it, a REGISTER without credentials: does the user exist? */
  readonly password?: string;
}

export interface GuessReport {
  /** Answers that came back, by status. */
  readonly answers: Readonly<Record<string, number>>;
  /** Users that were answered 401 or 200: they exist. */
  readonly found: readonly string[];
  /** A 200 came: the password is known now. */
  readonly cracked: boolean;
}
