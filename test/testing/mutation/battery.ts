export type Message = Readonly<Record<string, unknown>>;

/** A step of a test, in the words of the policy language. */
export interface Step {
  readonly wait?: string;
  readonly answer?: number | 'nothing' | Readonly<Record<string, number>>;
  readonly send: Message;
  readonly expect: Readonly<Record<string, unknown>>;
}

export interface Test extends Step {
  readonly name: string;
  readonly ports?: number;
  readonly then?: readonly Step[];
}

/** A family, with who is who in it. */
export const families = [
  {
    family: 'IPv4',
    stranger: '192.0.2.1',
    /** Of the stranger's subnet. */
    neighbours: '10 sources in 192.0.2.32/27',
    crowd: 'crowd4',
    trusted: '203.0.113.10',
    blocked: '192.0.2.66',
    office: '198.51.100.8',
  },
  {
    family: 'IPv6',
    stranger: '2001:db8:5::1',
    neighbours: '10 sources in 2001:db8:5:100::/56',
    crowd: 'crowd6',
    trusted: '2001:db8:7::10',
    blocked: '2001:db8:bad::1',
    office: '2001:db8:22::1',
  },
] as const;

export type Who = (typeof families)[number];

export const transports = ['udp', 'tcp'] as const;
export type Transport = (typeof transports)[number];

/** Steps one after the other. */
export function sequence(name: string, ...steps: readonly Step[]): Test {
  const [first, ...then] = steps;
  if (first === undefined) throw new Error(`${name}: a test has a step`);
  return { name, ...first, ...(then.length > 0 ? { then } : {}) };
}

/** So many of a message from somebody, one each millisecond; a number is what is delivered. */
export const say = (
  from: string,
  message: Message,
  expect: number | string | Readonly<Record<string, unknown>>,
  count = 1,
): Step => ({
  send: { from, ...message, ...(count === 1 ? {} : { count, every: '1ms' }) },
  expect: typeof expect === 'object' ? expect : { delivered: expect },
});

/** The switch sends something of its own accord, over UDP. */
export const tell = (to: string, message: Message, expect: Readonly<Record<string, unknown>>): Step => ({
  send: { to, ...message },
  expect,
});

export const after = (wait: string, step: Step): Step => ({ ...step, wait });
export const answered = (answer: Step['answer'] & {}, step: Step): Step => ({ ...step, answer });
