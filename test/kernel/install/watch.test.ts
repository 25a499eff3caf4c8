import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
watch: { cpu: null, disk: null, conntrack: null, calm: 1s, refused: { attack: 60 } }
`);

/** A world behind a wire, whose addresses the switch answers nothing to. */
function connect(host: Host): void {
  host.sh(`mkdir -p /run/netns && ip netns add world
    ip link add eth0 type veth peer name eth0 netns world
    ip addr add 192.0.2.1/24 dev eth0; ip link set eth0 up
    ip -n world addr add 198.51.100.66/24 dev eth0; ip -n world link set eth0 up; ip -n world route add default dev eth0
    ip route add 198.51.100.0/24 dev eth0`);
}

/** So many packets of a method, at once. */
const send = (method: string, count: number) =>
  `ip netns exec world perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0);
    send(S, "${method} sip:a SIP/2.0\\r\\n", 0, sockaddr_in(5060, inet_aton("192.0.2.1"))) for 1 .. ${count}'`;

function applied(host: Host): void {
  host.put('out', artifacts);
  expect(host.install('out', '--yes', '--no-persist', ...backendOption(host.backend))).toMatchObject({
    status: 0,
  });
  connect(host);
}

const hooksFile = (host: Host) => join(host.root, 'etc/vosguard/hooks.yaml');

function putHooks(host: Host, text: string): void {
  mkdirSync(join(host.root, 'etc/vosguard'), { recursive: true, mode: 0o755 });
  writeFileSync(hooksFile(host), text, { mode: 0o600 });
}

/** A program that root alone may write, and where it writes down what it was told. */
function program(host: Host, name: string, script: string): string {
  const folder = join(host.root, 'opt');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return join(folder, name);
}

describeEachBackend('watch', (host) => {
  test('a flood is an attack within two looks, the hook is told, and it ends when it is calm', () => {
    applied(host());
    const told = join(host().root, 'told');
    const hook = program(host(), 'hook', `echo "$1" >> ${told}; cat >> ${told}; id -u >> ${told}`);
    putHooks(host(), `hooks:\n  - on: [state, tables]\n    run: [${hook}, word]\n`);
    const watch = (...words: string[]) => host().run(vosguard(host(), 'watch', ...words));
    const quiet = watch('--once', '--json');
    expect(quiet).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(quiet.out)).toMatchObject({ format: 1, state: 'normal', evidence: [], lostParts: 0 });
    expect(watch('--tell')).toMatchObject({ status: 0, out: '', err: '' });

    // Between two looks of the service, twice.
    const look = () => {
      host().sh(`${send('REGISTER', 2000)}; sleep 1`);
      const { out, err } = watch('--tell', '--json');
      return [JSON.parse(out), err];
    };
    // Whom a ban stops, no rule writes down again.
    expect(look()[0]).toMatchObject({
      sources: [expect.objectContaining({ source: '198.51.100.66', bannedFor: expect.any(Number) })],
      classes: expect.arrayContaining([expect.objectContaining({ class: 'REGISTER' })]),
    });
    expect(look()[0]).toMatchObject({
      state: 'attack',
      evidence: [expect.objectContaining({ what: 'refused', level: 'attack', unit: 'packets/s' })],
      classes: expect.arrayContaining([expect.objectContaining({ class: 'banned' })]),
      packetsPerSecond: { refused: expect.any(Number) },
      lostParts: 0,
      confirmationPending: false,
    });
    const facts = host().sh(`cat ${told}`);
    expect(facts).toMatch(/^word\n\{ "format": 1, "event": "state"/);
    expect(facts).toContain('"before": "normal"');
    expect(facts.trimEnd()).toMatch(/\n0$/);
    expect(host().install('out', 'metrics').out).toContain('\nvosguard_watch_state 2\n');
    const flood = () => host().sh(`sleep 1; ${send('REGISTER', 2000)}`);
    flood();
    expect(watch('--once').status).toBe(5);
    flood();
    const shown = host().install('out', 'watch', '--once');
    expect([shown.status, shown.out]).toEqual([
      5,
      expect.stringMatching(/^vosguard watch .*\nstate: attack/),
    ]);
    // The last of the flood is in this look, and in no later one.
    expect(watch('--tell').status).toBe(0);
    host().sh('sleep 2');
    expect(watch('--tell')).toMatchObject({
      status: 0,
      err: expect.stringContaining('state: attack, now normal'),
    });
    // A baseline of its own, and one of another host.
    expect(watch('--record-baseline')).toMatchObject({
      status: 0,
      err: expect.stringContaining('0 registrations'),
    });
    const baseline = join(host().root, 'var/lib/vosguard/watch/baseline');
    host().sh(`sed -i '1s/.*/vosguard baseline 1 another/' ${baseline}`);
    expect(watch('--record-baseline')).toMatchObject({
      status: 3,
      err: expect.stringContaining('of another host'),
    });
    expect(watch('--once', '--tell')).toMatchObject({ status: 2 });
    expect(host().sh(`grep -c '"event": "state"' ${told}`).trim()).toBe('2');
  });
});

/** A switch that answers each packet so, until it has answered so many. */
const answering = (status: string, count: number) =>
  `perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(5060, INADDR_ANY)) or die; open(R, ">", "$ARGV[0]"); close(R);
    for (1 .. ${count}) { my $from = recv(S, my $b, 4096, 0); send(S, "SIP/2.0 ${status}\\r\\n\\r\\n", 0, $from) }'`;

describeEachBackend('watch live', (host) => {
  test('tells within three beats of a flood, and of guessed passwords', () => {
    const policy = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { share: first-come, limits: { REGISTER: 100/s burst 200 }, together: { REGISTER: 200/s burst 400 } }
  bans: { challenged: { over: 100/s burst 1000, for: 3m }, flood: { over: 1000/s burst 5000, for: 1h } }
watch: { cpu: null, disk: null, conntrack: null, calm: 1s, source: null, options: null, refused: { attack: 60 } }
`;
    host().put('out', compileText(policy).artifacts);
    expect(host().install('out', '--yes', '--no-persist', ...backendOption(host().backend))).toMatchObject({
      status: 0,
    });
    connect(host());
    const [live, ready] = [join(host().root, 'live'), join(host().root, 'ready')];
    const watch = host().installer('out', ['watch', '--json']).join(' ');
    host().sh(`${watch} > ${live} 2> /dev/null & watch=$!; sleep 6
      ${answering('401 Unauthorized', 60)} ${ready} > /dev/null 2>&1 & switch=$!; while [ ! -e ${ready} ]; do sleep 0.1; done
      ${send('REGISTER', 60)}; sleep 14
      for i in 1 2 3 4 5 6; do ${send('SUBSCRIBE', 400)}; sleep 1; done; sleep 2; kill $watch $switch 2> /dev/null || :`);
    const frames = readFileSync(live, 'utf8')
      .split(/\n(?=\{)/)
      .map((text) => JSON.parse(text));
    expect(frames.length).toBeGreaterThanOrEqual(6);
    expect(frames[0]).toMatchObject({ state: 'normal' });
    const told = frames.flatMap(({ evidence }) => evidence).map(({ what, level }) => `${what} ${level}`);
    expect([...new Set(told)]).toEqual(expect.arrayContaining(['challenges suspicious', 'refused attack']));
    // From the first frame that saw something dropped, which may be of a part of a beat, three beats.
    const first = frames.findIndex(({ packetsPerSecond }) => packetsPerSecond.dropped >= 60);
    const attack = frames.findIndex(({ state }) => state === 'attack');
    expect(attack - first).toBeLessThanOrEqual(3);
    expect(frames.some(({ ageSeconds }) => ageSeconds > 0)).toBe(true);
  });
});

describeHosts('hooks', 'nftables', (host) => {
  test('an address that leads elsewhere is not followed, and it is told', () => {
    applied(host());
    const folder = host().root;
    host().sh(
      `cd ${folder}; openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> /dev/null`,
    );
    const server = host().beginCommand([
      process.execPath,
      '-e',
      `const fs = require('node:fs');
       const options = { key: fs.readFileSync('${folder}/key'), cert: fs.readFileSync('${folder}/cert') };
       require('node:https').createServer(options, (asked, answer) => {
         fs.appendFileSync('${folder}/asked', asked.method + ' ' + asked.url + '\\n');
         answer.writeHead(Number(asked.url.slice(1, 4)), { location: 'https://localhost:8443/200/followed' }).end();
       }).listen(8443, () => fs.writeFileSync('${folder}/ready', ''));`,
    ]);
    host().sh(`while [ ! -e ${folder}/ready ]; do sleep 0.1; done`);
    const codes = [200, 301, 302, 303, 307, 308, 304, 500];
    putHooks(
      host(),
      `hooks:\n${codes.map((code) => `  - on: [state]\n    url: https://localhost:8443/${code}/SECRET\n`).join('')}`,
    );
    const { status, out, err } = host().run(vosguard(host(), 'hooks', 'test', '--json'), {
      CURL_CA_BUNDLE: `${folder}/cert`,
    });
    server.child.kill();
    const elsewhere = expect.stringMatching(/^the answer was 30\d, which leads elsewhere/);
    expect([status, JSON.parse(out)]).toEqual([
      1,
      {
        format: 1,
        hooks: codes.map((code) => ({
          hook: 'https://localhost:8443/...',
          told: code === 200,
          why: code === 200 ? null : code === 500 ? 'the answer was 500' : elsewhere,
        })),
      },
    ]);
    expect(err.match(/leads elsewhere/g)).toHaveLength(6);
    expect(`${out}${err}`).not.toContain('SECRET');
    expect(host().sh(`cat ${folder}/asked`)).toBe(codes.map((code) => `POST /${code}/SECRET\n`).join(''));
  });

  test('that hang, fail, are not ours, or come too often; a file that is wrong', () => {
    applied(host());
    const hooks = () => host().run([...vosguard(host(), 'hooks', 'test')]);
    expect(hooks()).toMatchObject({ status: 2, err: expect.stringContaining('there is no hook') });
    const mark = join(host().root, 'mark');
    const hangs = program(host(), 'hangs', `trap '' TERM; echo $$ > ${mark}; sleep 300 & sleep 300`);
    const loud = program(host(), 'loud', 'cat > /dev/null; head -c 3000000 /dev/zero');
    const fails = program(host(), 'fails', 'exit 7');
    putHooks(
      host(),
      `# of the operator\nper_hour: 5\nhooks:\n  - on: [state]\n    run: ${hangs}\n    seconds: 1\n  - on: [drift]\n    run: [${loud}]\n  - on: [bans]\n    run: ${fails}\n`,
    );
    const ran = hooks();
    expect(ran).toMatchObject({
      status: 1,
      err: expect.stringMatching(
        /hangs has failed for test: it was ended after 1 s\n[\s\S]*told: .*loud\n[\s\S]*fails has failed.*status 7/,
      ),
    });
    host().sh(`! kill -0 $(cat ${mark}) 2> /dev/null`);
    expect(hooks().err).toContain('5 in the last hour are enough');
    rmSync(join(host().root, 'var/lib/vosguard/watch/hooks.run'));

    chmodSync(loud, 0o722);
    expect(hooks().err).toMatch(
      /loud has failed for test: it, or a folder or link on the way to it, belongs to somebody else/,
    );
    chmodSync(hooksFile(host()), 0o620);
    expect(hooks()).toMatchObject({
      status: 2,
      err: expect.stringContaining('hooks.yaml is not used: it, or a folder or link on the way'),
    });
    for (const [text, words] of [
      ['hooks:\n  - on: [state]\n    run: relative\n', /line 3: the program of run is a path/],
      ['hooks:\n  - on: [state]\n    run: /bin/sh -c id\n', /line 3: a word of a list has no blanks/],
      ['hooks:\n  - on: [nothing]\n    run: /bin/true\n', /line 2: there is no event nothing/],
      ['hooks:\n  - on: [state]\n    url: http://example.com/\n', /line 3: url begins with https/],
      [
        'hooks:\n  - on: [state]\n    url: "https://example.com/\\" -o /etc/passwd"\n',
        /line 3: url begins with https/,
      ],
      [
        'hooks:\n  - on: [state]\n    run: /bin/true\n    url: https://example.com/\n',
        /a hook has either run or url/,
      ],
      ['hooks: [x]\n', /line 1: only hooks:/],
    ] as const) {
      putHooks(host(), text);
      chmodSync(hooksFile(host()), 0o600);
      expect([text, hooks()]).toEqual([text, { status: 2, out: '', err: expect.stringMatching(words) }]);
    }
    // Nobody listens there; that the address may be a secret, no process and no word shows.
    putHooks(host(), 'hooks:\n  - on: [state]\n    url: https://127.0.0.1:9/SECRET\n');
    const unheard = hooks();
    expect([unheard.status, unheard.err]).toEqual([
      1,
      expect.stringContaining('https://127.0.0.1:9/... has failed'),
    ]);
    expect(unheard.err).not.toContain('SECRET');
  });
});
