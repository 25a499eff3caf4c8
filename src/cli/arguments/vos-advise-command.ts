import type { Command } from './command.js';
import { policyOptions, policyOptionsOf } from './policy-options.js';
import { file, json } from './vos-database-options.js';
import { recordOptions, recordOptionsOf } from './vos-record-options.js';

export const advise: Command = {
  usage: 'advise [file]',
  about: 'Put the limits of gateways beside what the call records show each really used, as a worksheet',
  positionals: file,
  options: {
    ...recordOptions,
    html: { type: 'boolean', describe: 'Print it as a page of HTML' },
    json,
    ...policyOptions,
  },
  examples: [
    ['$0 vos advise --from cdr --since 2026-11-01 > advise.md', "from the softswitch's hourly files"],
    ['$0 vos advise --days 7 --json', 'a week of the database, with the normal hours, for programs'],
  ],
  read: (values) => ({
    kind: 'vos-advise',
    file: values.words[0],
    ...recordOptionsOf(values),
    html: values.flag('html') === true,
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  }),
};
