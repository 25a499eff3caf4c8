import { counters } from '../../src/host/lab/readback.js';
import { unfolded } from '../../src/plan/nftables/listed-text.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipResponse } from '../packets/sip.js';
import { compileExample, exampleNames, exampleText } from './examples.js';
import { listing } from './listing.js';
import { exchange, request } from './scenario.js';

interface Manifest {
  readonly rules: Readonly<Record<string, { readonly policy: string; readonly at: string }>>;
}

describeBackends('what the kernel lists', (backend, lab) => {
  test.each(exampleNames)('of %s is what was loaded, and the manifest knows each rule', async (name) => {
    const { artifacts } = compileExample(name);
    await lab().reset();
    await lab().load(backend, artifacts);
    const listed = await listing(lab().switch, backend);
    const form = backend === 'nftables' ? nftRule : iptablesRule;
    expect(rulesOf(listed, form)).toEqual(rulesOf(loaded(artifacts), form));
    const { rules }: Manifest = JSON.parse(artifacts.get('manifest.json') ?? '');
    const ids = [...listed.matchAll(/comment "(?:vg:)?([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids.length).toBeGreaterThan(20);
    const lines = exampleText(name).split('\n');
    for (const id of ids.filter((each) => !hooks.test(each))) {
      const rule = rules[id];
      expect([id, rule]).toEqual([id, expect.anything()]);
      const line = Number(/^policy\.yaml:(\d+):\d+$/.exec(rule?.at ?? '')?.[1] ?? 0);
      if (line === 0) expect([id, rule?.at]).toEqual([id, 'default']);
      else expect([id, written(lines, line)]).toEqual([id, expect.stringContaining(lastKey(rule?.policy))]);
    }
  });

  /** The jumps from the built-in chains belong to no line of a policy. */
  const hooks = /^hook\.\w+$/;

  function loaded(artifacts: ReadonlyMap<string, string>): string {
    const files = backend === 'nftables' ? ['nftables.nft'] : ['iptables.rules', 'ip6tables.rules'];
    const text = files.map((file) => artifacts.get(file)).join('\n');
    return backend === 'nftables' ? unfolded(text) : text;
  }

  test('counters of what refuses go up by class', async () => {
    await lab().reset();
    await lab().load(backend, compileExample('softswitch').artifacts);
    await lab().switch.listen({ udp: [5060] });
    const kinds = [
      [request('SUBSCRIBE'), 7],
      [request('OPTIONS'), 7],
      [request('REGISTER', { body: 'x'.repeat(3000) }), 5],
      [payload(sipResponse(200)), 6],
      [payload('garbage'), 25],
    ] as const;
    for (const from of ['192.0.2.200', '2001:db8:5::1'])
      for (const [content, packets] of kinds)
        await exchange(lab(), { from, payloads: [content], count: packets, every: 0.2 });
    await exchange(lab(), { from: '198.51.101.7', payloads: [request('ACK')], count: 9, every: 0.2 });
    const all = await counters(lab().switch, backend);
    const packets = (id: string): number => all.get(id)?.packets ?? 0;
    expect(packets('strangers.SUBSCRIBE.source.SUBSCRIBE')).toBe(14);
    // Of each source the first is dropped, two pass, and four are over 4/min burst 2.
    expect(packets('strangers.OPTIONS.first')).toBe(2);
    expect(packets('strangers.OPTIONS.again.source.OPTIONS')).toBe(8);
    expect(packets('strangers.REGISTER.size.REGISTER')).toBe(10);
    expect(packets('strangers.response.uncalled')).toBe(12);
    expect(packets('strangers.unrecognised.source.unrecognised')).toBe(40);
    expect(packets('sip.udp.blocked')).toBe(9);
    expect(packets('strangers.refused.drop')).toBe(14 + 2 + 8 + 10 + 12 + 40);
  });
});

/** Where a map begins is the line below its key. */
const written = (lines: readonly string[], line: number): string =>
  lines.slice(Math.max(0, line - 2), line).join('\n');

const lastKey = (path = ''): string => path.split(/[.[\]]/).findLast((part) => /[a-z]/i.test(part)) ?? '';

/** Every rule that has an id, sorted: in which order chains are listed is free. */
function rulesOf(text: string, form: (rule: string) => string): readonly string[] {
  // A long rule goes on in the next line.
  const lines = text
    .replace(/ \\\n\s*/g, ' ')
    .split('\n')
    .flatMap(statements)
    .filter((line) => /comment "[^"]+"/.test(line));
  return lines.map((line) => form(line.trim())).toSorted();
}

/** A chain of few rules stands on one line in our file. */
const statements = (line: string): readonly string[] =>
  /^\tchain \S+ \{ .* \}$/.test(line)
    ? line.replace(/^\tchain \S+ \{ | \}$/g, '').split(/(?<=comment "[^"]*"); ?/)
    : [line];

/**
 * An inserted jump is listed as any other rule. hashlimit's idle time is left out where it is the unit of the rate,
 * its default.
 */
const iptablesRule = (rule: string): string =>
  rule.replace(/^-I (\w+) 1 /, '-A $1 ').replace(/(\d+\/min .*) --hashlimit-htable-expire 60000\b/, '$1');

/** nft lists the same rule in words of its own: names for numbers, implied matches left out. Its end it keeps. */
const nftRule = (rule: string): string =>
  /(?: counter)?(?: accept| drop| notrack| goto \S+| log prefix "[^"]*")? comment "[^"]+"$/.exec(
    ` ${rule}`,
  )?.[0] ?? '';
