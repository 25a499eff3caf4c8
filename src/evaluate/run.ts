import type { CompiledRule, End, Found, Next, Step, TracedStep as Traced, Tried, Walk } from './program.js';

/** Takes a packet through the chains of one hook, and writes nothing down. Behind the last rule of a chain it leaves ours. */
export function run(start: Step, walk: Walk): End {
  for (let step: Next = start; ; ) {
    const next: Next = oneChain(step, walk);
    if (typeof next === 'string') return next;
    step = next;
  }
}

const oneChain = (step: Step, walk: Walk): Step | End => through(step, walk) ?? 'pass';

/** `undefined` behind the last rule: whoever has jumped here goes on. */
function through({ rules }: Step, walk: Walk): Next {
  for (const compiled of rules) {
    if (!met(compiled, walk)) {
      if (walk.hotdrop) return refusedAt(compiled, walk);
      continue;
    }
    const next = take(compiled, walk) ?? (compiled.through && through(compiled.through, walk));
    if (next !== undefined) return next;
  }
  return undefined;
}

function met({ tests }: CompiledRule, walk: Walk): boolean {
  for (const test of tests) if (!test.holds(walk)) return false;
  return true;
}

function take(compiled: CompiledRule, walk: Walk): Next {
  const { rule, refuses, act } = compiled;
  const next = act(walk);
  const refused =
    refuses ||
    next === 'drop' ||
    next === 'reject' ||
    next === 'reset' ||
    (rule.action.kind === 'learn' && next);
  if (refused) walk.cause ??= rule;
  walk.last = rule;
  return next;
}

function refusedAt({ rule }: CompiledRule, walk: Walk): End {
  walk.cause ??= rule;
  return 'drop';
}

/** The same, with every rule that was tried. */
export function runTraced(start: Step, walk: Walk, steps: Traced[]): End {
  for (let step: Next = start; ; ) {
    const next: Next = oneChainTraced(step, walk, steps);
    if (typeof next === 'string') return next;
    step = next;
  }
}

const oneChainTraced = (step: Step, walk: Walk, steps: Traced[]): Step | End =>
  throughTraced(step, walk, steps) ?? 'pass';

function throughTraced({ id, rules }: Step, walk: Walk, steps: Traced[]): Next {
  for (const compiled of rules) {
    const tried = tryTests(compiled, walk);
    const isMet = tried.every(({ held }) => held);
    const next = isMet ? take(compiled, walk) : walk.hotdrop ? refusedAt(compiled, walk) : undefined;
    const inner = isMet ? compiled.through : undefined;
    const to = typeof next === 'object' ? next.id : inner?.id;
    steps.push({ chain: id, rule: compiled.rule, tried, met: isMet, to });
    const end = next ?? (inner && throughTraced(inner, walk, steps));
    if (end !== undefined) return end;
  }
  return undefined;
}

function tryTests({ tests }: CompiledRule, walk: Walk): readonly Tried[] {
  const tried: Tried[] = [];
  for (const { match, holds, look } of tests) {
    const found: Found | undefined = look?.(walk);
    const held = holds(walk);
    tried.push({ match, held, found });
    if (!held) break;
  }
  return tried;
}
