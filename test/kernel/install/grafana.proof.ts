import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { notRun } from '../../packets/kernel.js';
import { ban } from './bans.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const prometheus = ['/usr/bin/prometheus', '/usr/local/bin/prometheus'].find((path) => existsSync(path));

const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
profiles:
  attack: { when: { refused: 50/s burst 100, hold: 1h }, sip: { strangers: { limits: { REGISTER: 1/min burst 1 } } } }
`);

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}
const dashboard = JSON.parse(
  readFileSync(join(process.cwd(), 'examples/grafana/vosguard.json'), 'utf8'),
) as Dashboard;

/** As Grafana fills it in for all hosts, with a scrape a second. */
const filledIn = (expr: string) => expr.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '4s');

/** A world behind a wire, from which a flood of 600 REGISTERs of 200 sources comes. */
const connect = (host: Host) =>
  host.sh(`mkdir -p /run/netns && ip netns add world
    ip link set lo up; ip link add eth0 type veth peer name eth0 netns world
    ip addr add 192.0.2.1/24 dev eth0; ip link set eth0 up
    ip -n world link set lo up; ip -n world route add local 198.18.0.0/16 dev lo
    ip -n world addr add 198.51.100.66/24 dev eth0; ip -n world link set eth0 up; ip -n world route add default dev eth0
    ip route add 198.51.100.0/24 dev eth0; ip route add 198.18.0.0/16 dev eth0`);

const flood = `ip netns exec world perl -MSocket -e 'for $i (1 .. 600) { socket(S, AF_INET, SOCK_DGRAM, 0);
  bind(S, sockaddr_in(5060, inet_aton("198.18.0." . ($i % 200 + 1)))) or die;
  send(S, "REGISTER sip:a SIP/2.0\\r\\n", 0, sockaddr_in(5060, inet_aton("192.0.2.1"))) or die }'`;

/** Serves the newest metrics as a node exporter does, and a Prometheus reads them each second. */
function begin(host: Host): void {
  const config = join(host.folder, 'prometheus.yml');
  writeFileSync(
    config,
    'scrape_configs:\n  - job_name: switch\n    scrape_interval: 1s\n    static_configs: [{ targets: ["127.0.0.1:9100"] }]\n',
  );
  const serve = `require("node:http").createServer((_, answer) => answer.setHeader("content-type", "text/plain").end(require("node:fs").readFileSync("${host.folder}/metrics"))).listen(9100, "127.0.0.1")`;
  const at = (name: string) => join(host.folder, name);
  host.sh(`true > ${at('metrics')}
    setsid ${process.execPath} -e '${serve}' < /dev/null > /dev/null 2>&1 & echo $! > ${at('serve.pid')}
    setsid ${prometheus} --config.file=${config} --storage.tsdb.path=${at('data')} --web.listen-address=127.0.0.1:9090 < /dev/null > ${at('log')} 2>&1 & echo $! > ${at('prometheus.pid')}`);
}

const ask = (host: Host, expr: string) =>
  JSON.parse(
    host.sh(
      `${process.execPath} -e 'fetch("http://127.0.0.1:9090/api/v1/query?query=" + encodeURIComponent(process.argv[1])).then((a) => a.text()).then((t) => process.stdout.write(t))' '${expr}'`,
    ),
  ) as { status: string; data?: { result: readonly unknown[] } };

/** Six beats of the attack, with metrics and a look after each. */
function fill(host: Host): void {
  ban(host, 4, '198.51.100.7', 3000);
  for (let round = 0; round < 6; round++) {
    host.sh(flood);
    expect(host.install('out', 'watch', '--tell').status).toBe(0);
    writeFileSync(join(host.folder, 'metrics.new'), host.install('out', 'metrics').out);
    host.sh(`mv ${host.folder}/metrics.new ${host.folder}/metrics; sleep 1`);
  }
}

function expectAnswers(host: Host): void {
  const queries = dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [title, filledIn(expr)] as const),
  );
  expect(queries.length).toBeGreaterThan(10);
  const answers = queries.map(([title, expr]) => {
    const { status, data } = ask(host, expr);
    return [title, expr, status, (data?.result.length ?? 0) > 0];
  });
  expect(answers).toEqual(queries.map(([title, expr]) => [title, expr, 'success', true]));
}

if (prometheus === undefined) describe('grafana', () => notRun('grafana', 'not installed: prometheus'));
else
  describeHosts('grafana', 'nftables', (host) => {
    test('each query of the dashboard has an answer by a Prometheus that reads a switch under attack', () => {
      host().put('out', artifacts);
      expect(host().install('out', '--yes', '--no-persist', ...backendOption(host().backend))).toMatchObject({
        status: 0,
      });
      connect(host());
      begin(host());
      try {
        fill(host());
        expectAnswers(host());
      } finally {
        host().sh(`kill $(cat ${host().folder}/serve.pid ${host().folder}/prometheus.pid) || true`);
      }
    });
  });
