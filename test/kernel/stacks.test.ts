import { backends } from '../../src/host/lab/load.js';
import { type Attacked, type Day, playDay, type Rules } from '../../stacks/day.js';
import { missingForStacks } from '../../stacks/requirements.js';
import { notRun } from '../packets/kernel.js';

const reason = missingForStacks();
const describeHere = reason === undefined ? describe : describe.skip;
if (reason !== undefined) notRun('a day with real SIP stacks', reason);

/** Nobody asks for it: what honest customers reach there is what they must reach behind rules too. */
const withoutRules = playsOnce('none', 'minimum');

describeHere('a day of kamailio with SIPp, baresip and sipsak, and with SIPVicious at the door', () => {
  import.meta.jest.setTimeout(200_000);

  test('without rules every customer succeeds, and every scan and guess too', async () => {
    const { honest, attackers } = await withoutRules();
    expect(Object.entries(honest).filter(([, { done, tried }]) => done < tried)).toEqual([]);
    expect(finders(attackers)).toEqual(['svmap', 'svmap-borrowed', 'svcrack', 'svcrack-borrowed']);
  });

  test('the recipe lists where the registrations have come from, with the seconds that are left', async () => {
    const { listed } = await withoutRules();
    const seconds = new Map(
      listed.map((line) => line.split(' ')).map(([from, left]) => [from, Number(left)]),
    );
    // Phones, an office over TCP, IPv6, and a softphone whose Contact is not where it comes from.
    for (const from of ['203.0.113.101', '192.0.2.71', '2001:db8:9:1::1', '198.18.0.1'])
      expect([from, seconds.get(from)]).toEqual([from, expect.any(Number)]);
    // svcrack has found a password, and registers this.
    expect(seconds.has('1.1.1.1')).toBe(false);
    expect([...seconds.values()].filter((left) => !(left > 0 && left <= 3600))).toEqual([]);
  });

  describe.each(['minimum', 'softswitch'])('behind examples/%s', (example) => {
    const days = new Map(backends.map((backend) => [backend, playsOnce(backend, example)]));
    const dayOf = async (backend: (typeof backends)[number]): Promise<Day> => {
      // All at once: mostly they wait.
      const played = await Promise.all(backends.map((one) => days.get(one)?.()));
      const day = played[backends.indexOf(backend)];
      if (day === undefined) throw new Error(`nothing was played behind ${backend}`);
      return day;
    };

    test.each(backends)('%s: whoever succeeds without rules succeeds', async (backend) => {
      const [{ honest }, without] = [await dayOf(backend), await withoutRules()];
      expect(cut(honest, without.honest)).toEqual([]);
    });

    test.each(backends)('%s: no tool of SIPVicious finds anything over UDP', async (backend) => {
      const { attackers } = await dayOf(backend);
      expect(finders(attackers)).toEqual([]);
    });

    test.each(backends)('%s: under their own names none of their requests is heard', async (backend) => {
      const { attackers } = await dayOf(backend);
      const heard = ['svmap', 'svwar', 'svcrack'].filter((name) => attackers[name]?.reached !== 0);
      expect(heard).toEqual([]);
    });

    test.each(backends)('%s: a guesser under a borrowed name is soon banned', async (backend) => {
      const { attackers } = await dayOf(backend);
      expect(attackers['svcrack-borrowed']?.guessed).toBeLessThanOrEqual(mostGuesses);
    });
  });
});

/** `bans.challenged`, 12/min burst 60; and the parole of a ban, 12/min burst 2, in less than a minute. */
const mostGuesses = 60 + 12 + 2;

/** Who does less than without rules, as `calls 3 of 4`. */
const cut = (behind: Day['honest'], without: Day['honest']): readonly string[] =>
  Object.entries(without).flatMap(([name, { done }]) => {
    const now = behind[name]?.done ?? 0;
    return now < done ? [`${name} ${now} of ${done}`] : [];
  });

const finders = (attackers: Readonly<Record<string, Attacked>>): readonly string[] =>
  Object.entries(attackers).flatMap(([name, { found }]) => (found ? [name] : []));

function playsOnce(rules: Rules, example: string): () => Promise<Day> {
  const played: Promise<Day>[] = [];
  return () => {
    if (played[0] === undefined) played.push(playDay(rules, example));
    return played[0] as Promise<Day>;
  };
}
