/** What the shell sees. Warnings are `done`; `failed` means that the old state stands or was restored. */
export const exitStatus = { done: 0, problems: 1, usage: 2, failed: 3 } as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
