import { addsRules, reboots, reparses, restartsFirewall, restartsSwitch } from './commands.js';
import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

interface Kind {
  readonly id: string;
  readonly severity: Finding['severity'];
  readonly form: RegExp;
  readonly what: string;
  readonly means: string;
  readonly write: string;
}

/** The first that fits is told. */
const kinds: readonly Kind[] = [
  {
    id: 'cron-reboot',
    severity: 'problem',
    form: reboots,
    what: 'cron reboots this host',
    means:
      'each call ends, registrations come back all at once, and the rules must be there at the boot; an installer of the switch adds one at 08:01 of every day',
    write: 'take it out of cron; where it stays, vosguard status says what the boot loads',
  },
  {
    id: 'cron-firewall',
    severity: 'problem',
    form: restartsFirewall,
    what: 'cron loads the rules of this host anew, or takes them away',
    means:
      'what is not in the saved file is gone until vosguard-keep puts it back, within seconds; a saved file with our rules brings old ones back',
    write: 'take it out of cron',
  },
  {
    id: 'cron-guard',
    severity: 'problem',
    form: addsRules,
    what: 'cron adds rules of its own',
    means: 'single rules grow without end, are asked before or behind ours, and spare nobody',
    write: 'take it out of cron; vosguard vos illegal-calls proposes whom to block, and spares customers',
  },
  {
    id: 'cron-switch',
    severity: 'problem',
    form: restartsSwitch,
    what: 'cron stops or restarts programs of the switch',
    means: 'calls end, and registrations come back all at once: to the rules that is a storm',
    write: 'take it out of cron, or have it in the hour with the fewest calls',
  },
  {
    id: 'cron-reparse',
    severity: 'note',
    form: reparses,
    what: 'cron has the switch read its licence again, or starts what has ended',
    means: 'installers add it; no matter for the rules',
    write: '',
  },
];

/** What cron does to the rules and to the switch: by its lines, and by the scripts that these name. */
export function cronFindings(facts: Facts): readonly Finding[] {
  const lines = linesOf(said(facts, 'cron')).flatMap((line) => {
    const { when, command } = partsOf(line);
    const kind = kinds.find(({ form }) => form.test(command));
    return kind === undefined ? [] : [findingOf(kind, `${when}: ${withoutSecrets(command)}`)];
  });
  return [...lines, ...scriptFindings(facts)];
}

/** A line of cron may have the password of a database in it. */
const withoutSecrets = (command: string): string =>
  command.replaceAll(/(\s-p|--password=|\w*(?:PASSWORD|PWD|SECRET|TOKEN)=)[^\s;&|]+/gi, '$1...');

const findingOf = ({ id, severity, what, means, write }: Kind, shown: string): Finding => ({
  ...{ id, severity, means, what: `${what}: ${shown}` },
  write: write === '' ? undefined : write,
});

/** A line of a crontab: its time, as people say it, and what it runs. Files in /etc have a user in between. */
function partsOf(line: string): { readonly when: string; readonly command: string } {
  const special = /^\s*@(\w+)\s+(.*)$/.exec(line);
  if (special !== null) return { when: `@${special[1]}`, command: special[2] ?? '' };
  const [, minute, hour, day, month, weekday, command] =
    /^\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  if (command === undefined) return { when: 'cron', command: '' };
  const isDaily = day === '*' && month === '*' && weekday === '*';
  const isTime = /^\d{1,2}$/.test(minute ?? '') && /^\d{1,2}$/.test(hour ?? '');
  const when =
    isDaily && isTime
      ? `every day at ${hour?.padStart(2, '0')}:${minute?.padStart(2, '0')}`
      : [minute, hour, day, month, weekday].join(' ');
  return { when, command };
}

/** Lines `FILE: what it says`; one finding for each file and kind. */
function scriptFindings(facts: Facts): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const line of linesOf(said(facts, 'cron-scripts'))) {
    const [, file, text] = /^(\/.*?): (.*)$/.exec(line) ?? [];
    const kind = kinds.find(({ id, form }) => id !== 'cron-reparse' && form.test(text ?? ''));
    if (file === undefined || text === undefined || kind === undefined) continue;
    const key = `${kind.id} ${file}`;
    // The words themselves and no more of the line: scripts have passwords in them.
    const words = (kind.form.exec(text)?.[0] ?? '').replace(/^[\s;&|(/'"`]+/, '');
    if (!found.has(key)) found.set(key, findingOf(kind, `${file} has ${words}`));
  }
  return [...found.values()];
}
