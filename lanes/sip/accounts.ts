/** The registrar's accounts: 1000, 1001 and so on, each with a password of its own. */
export const account = (index: number): string => String(1000 + index);

export const password = (user: string): string => `secret-${user}`;

export const isAccount = (user: string, accounts: number): boolean =>
  /^\d{4,}$/.test(user) && Number(user) >= 1000 && Number(user) < 1000 + accounts;
