/** How the switch of a trial behaves. A real VOS3000's answers were not measured; this one gives attackers the most. */
export interface Registrar {
  /** Requests that it answers in a second. */
  readonly capacity: number;
  /** Requests that may wait. Of more than these one is lost. */
  readonly queue: number;
  /** Of the lot that decides which. */
  readonly seed: number;
  readonly accounts: number;
  /** To a REGISTER with a wrong password: 403, or 401 again. */
  readonly wrong: 401 | 403;
  /** Milliseconds from an INVITE to its 200. */
  readonly ring: number;
}

/** Whom the switch is to send a request of its own. */
export interface Called {
  readonly to: string;
}

/** What came of the requests whose Call-ID begins with the same word: `phone-17@...` is `phone`. */
export interface Load {
  readonly label: string;
  readonly arrived: number;
  /** Lost when the queue was full. */
  readonly lost: number;
}

export interface RegistrarReport {
  readonly loads: readonly Load[];
  /** Responses by label and status: `phone 401`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Datagrams that the kernel's socket lost before the registrar saw them: the trial's own fault. */
  readonly dropped: number;
}
