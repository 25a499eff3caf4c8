export type Version = '1.4.7' | '1.4.21';

/** Which of the old tools reads, and what the kernel holds when it does. */
export interface Tool {
  readonly version: Version;
  readonly family: 'ipv4' | 'ipv6';
  /** Sets that have been created, by name. */
  readonly sets: ReadonlyMap<string, 'inet' | 'inet6'>;
}

/** Why a value or a rule is refused or misread; `undefined` where it is taken as it was meant. */
export type Fault = string | undefined;
export type Check = (value: string, tool: Tool) => Fault;

export const since1421 = ({ version }: Tool): boolean => version === '1.4.21';

export const whole =
  (least: number, most: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `${value} is out of range (${least}-${most})`;

export const matching =
  (form: RegExp, what: string): Check =>
  (value) =>
    form.test(value) ? undefined : `bad ${what} ${JSON.stringify(value)}`;

export const shorter =
  (most: number, what: string): Check =>
  (value) =>
    value.length <= most ? undefined : `${what} is longer than ${most}, or cut there`;

/** All of them; the first fault is told. */
export const both =
  (...checks: readonly Check[]): Check =>
  (value, tool) =>
    checks.map((check) => check(value, tool)).find((fault) => fault !== undefined);
