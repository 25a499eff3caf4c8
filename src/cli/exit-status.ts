/**
 * What the shell sees. Warnings are `done`; `failed` means that the old state stands or was restored, `notRestored` that it
 * could not be. `attack` is what `watch` has seen.
 */
export const exitStatus = { done: 0, problems: 1, usage: 2, failed: 3, notRestored: 4, attack: 5 } as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
