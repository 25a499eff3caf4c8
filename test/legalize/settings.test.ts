import { emitModprobe, emitModulesLoad, emitSysctl } from '../../src/emit/host-settings.js';
import { fitSettings } from '../../src/legalize/settings.js';
import { lowerSettings } from '../../src/lower/settings.js';
import type { Conntrack } from '../../src/policy/policy.js';
import type { Ruleset } from '../../src/ruleset/ruleset.js';
import { count, meter, ms, ruleset } from '../emit/samples.js';

const conntrack: Conntrack = {
  max: count(1_048_576),
  buckets: 'auto',
  udpTimeout: ms(30_000),
  udpTimeoutStream: ms(60_500),
  tcpTimeoutEstablished: ms(7_200_000),
  sip: 'tracked',
  media: 'tracked',
};
const policy = { name: 'sample', digest: '0'.repeat(64), conntrack };

const settings = (
  kernel: string,
  { orNewer = false, buckets = 'auto' }: { orNewer?: boolean; buckets?: Conntrack['buckets'] } = {},
  iptables: readonly Ruleset[] = [],
) =>
  fitSettings(
    lowerSettings({ ...policy, conntrack: { ...conntrack, buckets } }),
    { kernel, orNewer },
    iptables,
  );
const assignments = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('every key once, in seconds, each under its reason', () => {
  const text = emitSysctl(settings('6.1'));
  expect(assignments(text)).toEqual([
    'net.netfilter.nf_conntrack_max = 1048576',
    'net.netfilter.nf_conntrack_buckets = 262144',
    'net.netfilter.nf_conntrack_udp_timeout = 30',
    'net.netfilter.nf_conntrack_udp_timeout_stream = 61',
    'net.netfilter.nf_conntrack_tcp_timeout_established = 7200',
    'net.ipv4.ipfrag_high_thresh = 67108864',
    'net.ipv4.ipfrag_time = 5',
    'net.netfilter.nf_conntrack_frag6_high_thresh = 67108864',
    'net.netfilter.nf_conntrack_frag6_timeout = 5',
    'net.ipv6.ip6frag_high_thresh = 67108864',
    'net.ipv6.ip6frag_time = 5',
  ]);
  expect(text.match(/^# .+\nnet\./gm)).toHaveLength(11);
});

test.each([
  ['2.6.32', true],
  ['3.10', true],
  ['4.16', true],
  ['4.17', false],
  ['4.18', false],
  ['6.12', false],
])('kernel %s throws out the oldest fragments down to a lower threshold: %s', (kernel, evicts) => {
  const keys = assignments(emitSysctl(settings(kernel))).filter((line) => /frag/.test(line));
  const lower = keys.filter((line) => line.includes('low_thresh'));
  expect(keys).toHaveLength(evicts ? 9 : 6);
  expect(lower.map((line) => Number(line.split(' = ')[1]))).toEqual(
    evicts ? [50_331_648, 50_331_648, 50_331_648] : [],
  );
});

test.each([
  ['5.10', false, true],
  ['5.19', false, true],
  ['5.10', true, false],
  ['6.0', false, false],
  ['6.12', false, false],
])('kernel %s (or newer: %s) has the helper switch: %s', (kernel, orNewer, has) => {
  expect(emitSysctl(settings(kernel, { orNewer })).includes('nf_conntrack_helper = 0')).toBe(has);
});

test.each([
  ['2.6.32', false, false],
  ['3.10', false, true],
  ['4.6', false, true],
  ['4.7', true, true],
])('kernel %s lets the buckets be written: %s, has the helper switch: %s', (kernel, written, helper) => {
  const text = emitSysctl(settings(kernel));
  const has = ['nf_conntrack_buckets = ', 'nf_conntrack_helper = 0'].map((key) => text.includes(key));
  expect(has).toEqual([written, helper]);
});

test('the module is loaded and told its buckets; the SIP helper is kept out', () => {
  const modules = (kernel: string) => assignments(emitModulesLoad(settings(kernel)));
  expect(modules('5.10')).toEqual(['nf_conntrack']);
  expect(modules('3.10')).toEqual(['nf_conntrack', 'nf_defrag_ipv6']);
  expect(modules('2.6.32')).toEqual(['nf_conntrack', 'nf_conntrack_ipv6']);
  expect(assignments(emitModprobe(settings('5.10', { buckets: count(65_536) })))).toEqual([
    'options nf_conntrack hashsize=65536',
    'blacklist nf_conntrack_sip',
    'blacklist nf_nat_sip',
  ]);
});

test('the module that keeps time stamps is told of the widest window', () => {
  const window = (n: number, size: number) =>
    meter(`w.${n}`, 'ipv4', {
      algorithm: { kind: 'window', count: count(n), span: ms(60_000) },
      size: count(size),
    });
  const rulesets = [
    ruleset({ meters: [meter('m.1', 'ipv4', { size: count(999_999) }), window(30, 100)] }),
    ruleset({ meters: [window(5, 4096)] }),
  ];
  expect(assignments(emitModprobe(settings('5.10', {}, rulesets)))).toContain(
    'options xt_recent ip_list_tot=4096 ip_pkt_list_tot=30',
  );
  expect(assignments(emitModprobe(settings('5.10', {}, [ruleset({ meters: [window(5, 10)] })])))).toContain(
    'options xt_recent ip_list_tot=10 ip_pkt_list_tot=20',
  );
});
