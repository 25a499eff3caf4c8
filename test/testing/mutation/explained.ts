/** What no test of verdicts can notice, and why it need not: by the name of the mutant. */
export const explained: readonly (readonly [form: RegExp, why: string])[] = [
  [/^[\w.-]+\.log taken away$|^logging\.drops /, 'a line of the log decides about no packet'],
  [
    /^[\w.]+\.(pass|next|none\.found|short|shared) taken away$/,
    'the end of a chain lets pass as well, where nothing stands behind it',
  ],
  [/\.noted taken away$/, 'whom a rule refused is written down for status; it decides about no packet'],
  [
    /^tcp\.banned\.|^ban\.tcp\.(flood|signature)\.reset /,
    'reset or dropped, the segment does not come in; test/kernel/cases looks for the reset',
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
  [
    /^ban\.tcp\.(flood|signature)\.called /,
    'over TCP a called source has the lane of known ones, where nobody is banned; it is there for who is called in that moment',
  ],
  [/^tcp\.data\.class\.OPTI taken away$/, 'OPTIONS has the share of what begins with nothing known'],
  [
    /^tcp\.(new|connected)\.opened /,
    'who is silent for so long has a bucket of connections that is full again',
  ],
  [/^strangers\.unrecognised\.pays takes/, 'more than 40 bytes are refused before'],
  [/^search\.segments /, 'what it costs; a segment that is not searched is judged by everything else'],
  [
    /^input\.blocked\.served passes/,
    'what stands behind it refuses the same but for a connection of before the rules; test/kernel/blocked-answers.test.ts has that',
  ],
  [
    /^input\.sip\.connections\.invalid passes/,
    'the evaluator ends such a datagram elsewhere; test/kernel/zero-length.test.ts has the kernel',
  ],
  [/^input\.tcp\.invalid passes/, 'what is no segment of a connection is dropped as unproven'],
  [/\.blank\.([12]\.)?extension-headers passes/, 'the chain that leads to it has refused them'],
  [
    /^(strangers\.OPTIONS\.again\.source\.bytes|tcp\.stray\.source\.stray|tcp\.shared\.together)\.larger taken away$/,
    'a packet so large is refused by a limit before',
  ],
  [/^tcp\.too\.many\.forget /, 'the SYN of the next connection makes it a new one too'],
];
