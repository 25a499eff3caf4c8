/** What no test of verdicts can notice, and why it need not: by the name of the mutant. */
export const explained: readonly (readonly [form: RegExp, why: string])[] = [
  [/^[\w.-]+\.log taken away$|^logging\.drops /, 'a line of the log decides about no packet'],
  [/^(answers|counted|ban|signatures)\.[\w.]*pass taken away$/, 'the end of a chain lets pass as well'],
  [
    /^answers\.udp\.class\.otherwise taken away$/,
    'the chain that it leads to lets pass, as the end of this one does',
  ],
  [
    /\.(learn|pardon)\.parole |^sip\.udp\.banned\.REGISTER passes/,
    'shortcuts: what the rules behind them say is the same, so only the cost changes; test/kernel/answers/early.test.ts counts it',
  ],
  [
    /^called\.OPTIONS\.banned /,
    'nobody is called and banned: a call pardons, and the called are not banned; it is there for who bans by hand',
  ],
  [/^answers\.learn\.known taken away$/, 'who is known already is learned anew, for the same time'],
  [
    /^answers\.learn\.refill\./,
    'a bucket fills by itself before a known source, of whom nothing is counted, is forgotten',
  ],
];
