import { entry } from '../entry.js';

interface Doubt {
  readonly name: string;
  readonly value: string;
  readonly title: string;
  readonly version: string;
  readonly wanted: string;
  readonly takes: string;
}

const below = (version: string, parameter: string): string =>
  `vosguard: 1\nvos3000:\n  version: "${version}"\n  parameters:\n    ${parameter}\n`;

/** VG500 to VG508: names and values of system parameters. */
export const parameterWords = {
  VG500: entry<{ name: string }>({
    severity: 'warning',
    title: 'a parameter that is not known',
    what: ({ name }) => `Nothing is known of a parameter "${name}".`,
    why: 'It may be a slip. If it is not, `vos audit` asks the database for it by that name and compares its text and the range that its row states, but nobody can say what it does.',
    instead: () => 'Compare it with `vosguard vos list`, or with the list in the client of the switch.',
    example: {
      wrong: below('2.1.9.07', 'SS_ENDPOINTREGISTRETRY: 6'),
      right: below('2.1.9.07', 'SS_ENDPOINTREGISTERRETRY: 6'),
    },
  }),
  VG501: entry<{ name: string; title: string; version: string; has: readonly string[] }>({
    severity: 'warning',
    title: 'a parameter of another version',
    what: ({ name, title, version, has }) =>
      `"${name}" (${title}) is known from ${has.join(' and ')}, not from ${version}.`,
    why: 'A person who works with the sheet may look for it in vain, and believe that it is set.',
    instead: ({ version }) =>
      `Take it out, or look for it in the client; ${version} may have it unknown to us.`,
    example: {
      wrong: below('2.1.9.07', 'SS_REGISTERTRACEMAXSIZE: 5'),
      right: below('2.1.4.0', 'SS_REGISTERTRACEMAXSIZE: 5'),
    },
  }),
  VG502: entry<{ name: string; own: string; version: string }>({
    severity: 'warning',
    title: "another version's name of a parameter",
    what: ({ name, own, version }) => `"${name}" is taken for "${own}", its name in ${version}.`,
    why: 'The database has one of the names only, and misspelled ones among them: RECODR is what 2.1.4.0 has.',
    instead: ({ own }) => `Write "${own}", or correct "vos3000.version".`,
    example: {
      wrong: below('2.1.4.0', 'SERVER_BILLING_RECORD_ZERO_HOLD_TIME: on'),
      right: below('2.1.4.0', 'SERVER_BILLING_RECODR_ZERO_HOLD_TIME: on'),
    },
  }),
  VG503: entry<Doubt>({
    severity: 'error',
    title: 'a value of another kind than the parameter takes',
    what: ({ name, value, version, title, wanted }) =>
      `In ${version} "${name}" is the ${title}: it takes ${wanted}, not "${value}".`,
    why: 'Names change their meaning from version to version. A wrong value is refused by the client, or means something else.',
    instead: ({ takes, wanted }) => `Write ${wanted} (${takes}), or correct "vos3000.version".`,
    example: {
      wrong: below('2.1.4.0', 'SS_ENDPOINTREGISTERSUSPEND: on'),
      right: below('2.1.4.0', 'SS_ENDPOINTREGISTERSUSPEND: 180'),
    },
  }),
  VG504: entry<{ name: string; value: string; range: string; version: string }>({
    severity: 'error',
    title: 'a value outside the range of the parameter',
    what: ({ name, value, range, version }) => `"${name}" takes ${range} in ${version}, not ${value}.`,
    why: 'The client refuses it, or the switch takes its own limit instead and the policy says something that is not so.',
    instead: ({ range }) => `Write a number from ${range}.`,
    example: {
      wrong: below('2.1.4.0', 'SS_ENDPOINTREGISTERSUSPEND: 30'),
      right: below('2.1.4.0', 'SS_ENDPOINTREGISTERSUSPEND: 180'),
    },
  }),
  VG505: entry<Doubt & { readonly range: string | undefined }>({
    severity: 'warning',
    title: 'a value that the parameter may not take',
    what: ({ name, value, title, wanted }) =>
      `"${name}", the ${title}, takes ${wanted} by what is known, not "${value}"; that is not proved for this version.`,
    why: 'What was published of this name is contradicted elsewhere, or speaks of another version of the switch.',
    instead: () =>
      'Look the parameter up in the client. If it takes the value, leave it; else write what it takes.',
    example: {
      wrong: below('2.1.9.07', 'SS_ENDPOINTREGISTERSUSPEND: 180'),
      right: below('2.1.9.07', 'SS_ENDPOINTREGISTERSUSPEND: on'),
    },
  }),
  VG506: entry<{ name: string; first: string; title: string }>({
    severity: 'warning',
    title: 'one parameter under two names',
    what: ({ name, first, title }) => `"${name}" and "${first}" are names of one parameter, the ${title}.`,
    why: 'The switch has it once. Which of the two values is meant nobody can say.',
    instead: ({ name, first }) => `Keep "${first}" or "${name}", whichever your database has.`,
    example: {
      wrong: below('2.1.9.07', 'SS_ENDPOINTREGISTERRETRY: 6\n    SS_AUTHENTICATION_MAX_RETRY: 5'),
      right: below('2.1.9.07', 'SS_AUTHENTICATION_MAX_RETRY: 5'),
    },
  }),
  VG507: entry<{
    version: string | undefined;
    between: boolean;
    names: string;
    known: readonly string[];
  }>({
    severity: 'note',
    title: 'parameters read by the names of another version',
    what: ({ version, between, names, known }) => {
      if (version === undefined)
        return `"vos3000.version" is missing: parameters are read as those of ${names}.`;
      return between
        ? `${version} lies between ${known.join(' and ')}: it may have the names of either, and both are taken.`
        : `No parameter of ${version} was seen anywhere: they are read as those of ${names}.`;
    },
    why: 'Names, meanings and ranges differ between versions.',
    instead: ({ known }) =>
      `Write the version that the client shows, or that the row SERVER_DATABASE_VERSION holds. Known are ${known.join(' and ')}, and what lies from 2.1.8.0 on below the newest, by guides.`,
    example: {
      wrong: 'vosguard: 1\nvos3000: { parameters: { SS_ENDPOINTREGISTERRETRY: 6 } }\n',
      right: 'vosguard: 1\nvos3000: { version: "2.1.9.07", parameters: { SS_ENDPOINTREGISTERRETRY: 6 } }\n',
    },
  }),
  VG508: entry<{ name: string }>({
    severity: 'error',
    title: 'a parameter that keeps a secret',
    what: ({ name }) => `"${name}" is by its name a key, a password or the account of a mail server.`,
    why: 'What a policy names goes onto worksheets, into the SQL for the switch and into reports. A secret belongs into none of them.',
    instead: () => 'Take it out of the policy. vosguard neither asks for it nor compares it.',
    example: {
      wrong: below('2.1.4.0', 'SERVER_EMAIL_PASSWORD: secret'),
      right: below('2.1.4.0', 'SERVER_PASSWORD_LENGTH: 8'),
    },
  }),
} as const;
