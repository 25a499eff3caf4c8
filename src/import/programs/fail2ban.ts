import type { Entry, Remark } from '../draft.js';
import { addressesOf } from '../iptables/read-asks.js';
import { textsOf } from '../openings.js';
import type { Part } from '../read-inputs.js';

interface Setting {
  readonly value: string;
  readonly line: number;
}

const SIP = /asterisk|freeswitch|kamailio|opensips|vos|sip|pbx/i;

/** jail.local and jail.conf of fail2ban: what it counts of SIP becomes a ban of the kernel, whom it spares becomes trusted. */
export function readJails(file: string, text: string): Part {
  const jails = sectionsOf(text);
  const base = jails.get('DEFAULT') ?? new Map();
  const remarks: Remark[] = [];
  const trusted: Entry[] = [];
  let bans: Part['bans'];
  for (const [name, own] of jails) {
    const get = (key: string): Setting | undefined => own.get(key) ?? base.get(key);
    const origin = (line: number, words: string) => ({ file, line, text: words, comment: undefined });
    const at = [...own.values()][0]?.line ?? 0;
    const isOn = /^(true|yes|on|1)$/i.test(own.get('enabled')?.value ?? '');
    if (name !== 'DEFAULT' && isOn) {
      const words = `[${name}] maxretry=${get('maxretry')?.value ?? 5} findtime=${get('findtime')?.value ?? '10m'} bantime=${get('bantime')?.value ?? '10m'}`;
      if (SIP.test(`${name} ${own.get('filter')?.value ?? ''}`) && bans === undefined) {
        bans = banOf(get, origin(at, words));
        remarks.push({ kind: 'changed', how: 'ban-ends', origin: origin(at, words) });
      } else remarks.push({ kind: 'stays', what: 'fail2ban', origin: origin(at, words) });
    }
    const spared = own.get('ignoreip');
    if (spared !== undefined && (name === 'DEFAULT' || SIP.test(name)))
      for (const word of spared.value.split(/[\s,]+/)) {
        const set = addressesOf(word, false);
        if (set === undefined || /^(127\.|::1)/.test(word)) continue;
        trusted.push(
          ...textsOf(set).map((one) => ({ text: one, origin: origin(spared.line, `ignoreip = ${word}`) })),
        );
      }
  }
  return { remarks, trusted, bans };
}

function sectionsOf(text: string): ReadonlyMap<string, Map<string, Setting>> {
  const found = new Map<string, Map<string, Setting>>();
  let section = 'DEFAULT';
  let key: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, head] = /^\[([^\]]+)\]/.exec(line) ?? [];
    const [, name, value = ''] = /^(\w[\w.-]*)\s*=\s*(.*)$/.exec(line) ?? [];
    const own = found.get(head ?? section) ?? new Map<string, Setting>();
    if (head !== undefined) section = head;
    found.set(section, own);
    // A line that begins with a blank belongs to the one before.
    if (name !== undefined) own.set(name, { value: value.replace(/\s+[#;].*$/, ''), line: index + 1 });
    else if (/^\s+\S/.test(line) && key !== undefined)
      own.set(key, {
        value: `${own.get(key)?.value ?? ''} ${line.trim()}`,
        line: own.get(key)?.line ?? index + 1,
      });
    key = name ?? (/^\s+\S/.test(line) ? key : undefined);
  }
  return found;
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 604_800],
]);

/** `600`, `10m`, `1h 30m`; -1 is for ever. */
function secondsOf(text: string | undefined, otherwise: number): number {
  const parts = [...(text ?? '').matchAll(/(-?\d+)\s*([smhdw]?)[a-z]*/g)];
  const sum = parts.reduce((all, [, count, unit = '']) => all + Number(count) * (SECONDS.get(unit) ?? 1), 0);
  return parts.length === 0 ? otherwise : sum;
}

/** The longest ban that lint takes without a word: whoever forges an address is cut off with it. */
const LONGEST = 86_400;

function banOf(get: (key: string) => Setting | undefined, origin: Entry['origin']): Part['bans'] {
  const retries = Math.max(1, Number.parseInt(get('maxretry')?.value ?? '5', 10) || 5);
  const within = Math.max(60, secondsOf(get('findtime')?.value, 600));
  const lasts = secondsOf(get('bantime')?.value, 600);
  const minutely = Math.max(1, Math.floor((retries * 60) / within));
  const over =
    retries * 60 >= within
      ? `${minutely}/min burst ${retries}`
      : `${Math.max(1, Math.floor((retries * 3_600) / within))}/h burst ${retries}`;
  return { over, lasts: `${lasts < 1 || lasts > LONGEST ? LONGEST : lasts}s`, origin };
}
