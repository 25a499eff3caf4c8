/** Steps with their ways back, and the clearing away that follows when all of them have been taken. */
export interface Journal {
  /** Takes the step; its way back is kept only when it succeeds. */
  readonly step: (step: () => void, back: () => void) => void;
  /** Work for the end, whether it is good or bad: best effort, what fails is left. */
  readonly atEnd: (clear: () => void) => void;
  readonly finish: () => void;
  /** Takes back every step, the last one first. False where one of them could not be taken back. */
  readonly rollBack: () => boolean;
}

export function journal(): Journal {
  const backs: (() => void)[] = [];
  const ends: (() => void)[] = [];
  const finish = () => {
    for (const end of ends) succeeds(end);
  };
  return {
    step: (step, back) => {
      step();
      backs.push(back);
    },
    atEnd: (clear) => {
      ends.push(clear);
    },
    finish,
    rollBack: () => {
      const outcomes = backs.toReversed().map(succeeds);
      finish();
      return outcomes.every((restored) => restored);
    },
  };
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
