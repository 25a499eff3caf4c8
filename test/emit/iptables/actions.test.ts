import type { Family } from '../../../src/net/address.js';
import { chainId, meterId, setId } from '../../../src/ruleset/ids.js';
import type { Action } from '../../../src/ruleset/ruleset.js';
import { iptablesLines } from '../one-rule.js';
import { ms } from '../samples.js';

interface Row {
  readonly action: Action;
  readonly line: string | readonly string[] | 'refused';
  readonly family?: Family;
}

const rows: Readonly<Record<Action['kind'], readonly Row[]>> = {
  pass: [{ action: { kind: 'pass' }, line: '-j RETURN' }],
  accept: [{ action: { kind: 'accept' }, line: '-j RETURN' }],
  drop: [{ action: { kind: 'drop' }, line: '-j DROP' }],
  reject: [
    { action: { kind: 'reject' }, line: '-j REJECT --reject-with icmp-port-unreachable' },
    { action: { kind: 'reject' }, family: 'ipv6', line: '-j REJECT --reject-with icmp6-port-unreachable' },
  ],
  reset: [{ action: { kind: 'reset' }, line: '-j REJECT --reject-with tcp-reset' }],
  goto: [{ action: { kind: 'goto', chain: chainId('c.a') }, line: '-g c.a' }],
  jump: [{ action: { kind: 'jump', chain: chainId('c.a') }, line: '-j c.a' }],
  classify: [
    {
      action: { kind: 'classify', transport: 'udp', offset: 0, cases: [], otherwise: chainId('c.a') },
      line: 'refused',
    },
  ],
  learn: [
    {
      action: { kind: 'learn', set: setId('banned4'), side: 'source', timeout: ms(3_600_000) },
      line: '-j SET --add-set banned4 src --exist --timeout 3600',
    },
    {
      action: { kind: 'learn', set: setId('banned6'), side: 'destination', timeout: ms(1_001) },
      family: 'ipv6',
      line: '-j SET --add-set banned6 dst --exist --timeout 2',
    },
    {
      action: {
        ...{ kind: 'learn', set: setId('banned4'), side: 'source', timeout: ms(10_000) },
        full: chainId('c.a'),
      },
      line: ['-j SET --add-set banned4 src --exist --timeout 10', '-m set ! --match-set banned4 src -g c.a'],
    },
  ],
  forget: [
    {
      action: { kind: 'forget', set: setId('banned4'), side: 'destination' },
      line: '-j SET --del-set banned4 dst',
    },
  ],
  refill: [{ action: { kind: 'refill', meter: meterId('m.dst4') }, line: 'refused' }],
  count: [{ action: { kind: 'count' }, line: '' }],
  log: [
    { action: { kind: 'log', prefix: 'vosguard ban ' }, line: '-j LOG --log-prefix "vosguard ban "' },
    { action: { kind: 'log', prefix: 'say "x" ' }, line: '-j LOG --log-prefix "say \\"x\\" "' },
    { action: { kind: 'log', prefix: '' }, line: '-j LOG' },
    { action: { kind: 'log', prefix: 'a\n-j ACCEPT' }, line: 'refused' },
  ],
  note: [
    {
      action: { kind: 'note', set: setId('banned4'), side: 'source', timeout: ms(1000) },
      line: 'refused',
    },
  ],
  untrack: [{ action: { kind: 'untrack' }, line: '-j CT --notrack' }],
  mark: [
    { action: { kind: 'mark', mark: 'found' }, line: '-j MARK --set-xmark 0x20000000/0x30000000' },
    { action: { kind: 'mark', mark: 'none' }, line: '-j MARK --set-xmark 0x0/0x30000000' },
  ],
};

const all = Object.entries(rows).flatMap(([kind, list]) => list.map((row, n) => ({ kind, n, ...row })));

test.each(all)('$kind $n', ({ action, line, family = 'ipv4' }) => {
  const emit = () => iptablesLines({ matches: [], family, hook: 'prerouting', action });
  if (line === 'refused') expect(emit).toThrow('not legalized');
  else expect(emit()).toEqual([line].flat().map((one) => ` | ${one}`));
});
