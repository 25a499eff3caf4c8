import { cidrs } from '../../net/cidrs.js';
import type { Sources } from '../../policy/policy.js';
import { pages } from '../catalogue/sources.js';
import { rangeText } from '../catalogue/text.js';
import { alarms, watched } from '../catalogue/watched.js';
import { type Sheet, wayTo } from './sheet.js';
import { blank, code, list, paragraph, type Section, type Text } from './worksheet.js';

export function webAccessSection(sheet: Sheet): readonly Section[] {
  const access = sheet.vos3000.webAccessControl;
  if (access === undefined) return [];
  const wanted = networksOf(access);
  return [
    {
      title: pages['web-access-control'].title,
      blocks: [
        wayTo(sheet, 'web-access-control'),
        paragraph('Present: ', ...sheet.present(access.path)),
        paragraph('Wanted, and everybody else denied:'),
        {
          kind: 'table',
          head: ['address or network', 'done'],
          rows: wanted.slice(0, mostRows).map((cidr) => [[code(cidr)], [blank]]),
        },
        ...(wanted.length > mostRows ? [paragraph('And others: the policy has them all.')] : []),
        list(
          [
            'Why: who opens the web interface from an allowed address may create accounts and gateways; its requests carry no password. It does not protect SIP.',
          ],
          ['Put your own address in first, or you lock yourself out of the web interface.'],
          [
            'Verify: open a web page from one of these addresses, and from one that is none: the second is refused.',
          ],
          ['Go back: take out what was not there under present.'],
        ),
      ],
    },
  ];
}

/** More than anybody types in. */
const mostRows = 200;

/** The networks of both families, as far as they are shown and one more. */
function networksOf({ set }: Sources): readonly string[] {
  const first: string[] = [];
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const cidr of cidrs(set, family)) {
      if (first.length > mostRows) return first;
      first.push(cidr);
    }
  return first;
}

export function blacklistSection(sheet: Sheet): readonly Section[] {
  const { dynamicBlacklist, path } = sheet.vos3000;
  if (dynamicBlacklist === undefined) return [];
  return [
    {
      title: pages['dynamic-blacklist'].title,
      blocks: [
        wayTo(sheet, 'dynamic-blacklist'),
        paragraph('Present: ', ...sheet.present([...path, 'dynamic_blacklist'])),
        paragraph('Wanted: ', code(dynamicBlacklist ? 'on' : 'off'), '. Done: ', blank),
        list(
          [
            'Why: it lists telephone numbers by themselves, against fraud. It holds no addresses and stops no flood.',
          ],
          ['On means that one of its limits among the system parameters is not at the value for off.'],
          ['Verify: look for false positives on the page once a month; a customer on it cannot call.'],
          ['Go back: set the limits again to what stands under present.'],
        ),
      ],
    },
  ];
}

/** What to watch, with the normal day of this switch. */
export function monitorSection(sheet: Sheet): Section {
  const { registrations } = sheet.vos3000;
  const rows = watched.map(({ title, unit, normal, attack }): readonly Text[] => [
    [title],
    normal === undefined ? [''] : [`${rangeText(normal.value)} ${unit}, `, ...sheet.cite(normal)],
    attack === undefined ? [''] : [`${rangeText(attack.value)} ${unit}, `, ...sheet.cite(attack)],
    [blank],
  ]);
  const baseline: readonly (readonly Text[])[] =
    registrations === undefined
      ? []
      : [
          [
            ['registrations'],
            [code(String(registrations)), ', by the policy'],
            ['far more, or suddenly fewer'],
            [blank],
          ],
        ];
  return {
    title: pages['server-monitor'].title,
    blocks: [
      wayTo(sheet, 'server-monitor'),
      {
        kind: 'table',
        head: ['figure', 'normal', 'under attack', 'seen today'],
        rows: [...rows, ...baseline],
      },
      paragraph('Alarms that an attack sets off, by their numbers:'),
      list(
        ...alarms.map((alarm): Text => [`${alarm.value.type} ${alarm.value.title}: `, ...sheet.cite(alarm)]),
      ),
    ],
  };
}
