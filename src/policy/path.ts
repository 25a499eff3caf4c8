/** The way to a value in the merged policy, as keys and list indexes: `['sip', 'bans', 'flood', 'over']`. */
export type PolicyPath = readonly (string | number)[];

/** `sip.strangers.limits.REGISTER`, `trusted[0]`. */
export function pathText(path: PolicyPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
