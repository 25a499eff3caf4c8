import { withoutShortcuts } from '../../src/legalize/sets.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import type { Rule, Shortcut } from '../../src/ruleset/ruleset.js';
import { chain, modern, nftables, rule, ruleset } from './sample.js';

const iptables = capabilitiesOf.iptables(modern);
const early = (id: string, shortcut: Shortcut): Rule => ({ ...rule(id), shortcut });
const late: Rule = { ...rule('hook.prerouting.late'), askedBy: 'order' };
const rules = [
  early('hook.prerouting.bucket', 'bucket'),
  early('hook.prerouting.order', 'order'),
  late,
  rule('hook.prerouting.drop'),
];
const ids = (can: typeof nftables, devices: readonly string[] = []) => {
  const told: string[] = [];
  const chains = [
    chain('hook.prerouting', rules, 'prerouting'),
    chain('hook.ingress', [early('hook.ingress.bucket', 'bucket')], 'ingress'),
  ];
  const after = withoutShortcuts(ruleset(chains, { devices }), can, ({ kind }) => told.push(kind));
  const names = after.chains.flatMap((one) => one.rules.map(({ id }) => id.replace('hook.', '')));
  return { names, told };
};

test('a ban with a bucket in its entry is asked first, where loading begins with empty sets', () => {
  expect(ids(nftables, ['eth0'])).toEqual({
    names: ['prerouting.bucket', 'prerouting.late', 'prerouting.drop', 'ingress.bucket'],
    told: [],
  });
});

test('elsewhere behind the trusted, and not a second time', () => {
  expect(ids(iptables)).toEqual({ names: ['prerouting.order', 'prerouting.drop'], told: [] });
});

test('devices that a backend cannot have are told', () => {
  const can = { ...nftables, ingress: false };
  expect(ids(can, ['eth0'])).toEqual({
    names: ['prerouting.order', 'prerouting.drop'],
    told: ['no-ingress'],
  });
});
