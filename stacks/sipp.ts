import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';
import { Inside } from './inside.js';
import { passwordOf } from './kamailio.js';
import { type Scenario, scenarioXml } from './messages.js';

export interface Party {
  readonly address: string;
  readonly account: string;
  /** Whom it calls or watches. */
  readonly number?: string;
  /** What it takes for its password. */
  readonly password?: string;
}

export interface Count {
  readonly done: number;
  readonly tried: number;
}

/** A SIPp that plays a scenario once for each of its parties, or answers as one of them. */
export interface Cast {
  readonly scenario: Scenario;
  readonly parties: readonly Party[];
  /** Over TCP each party has a connection of its own. */
  readonly transport: 'udp' | 'tcp';
  readonly port?: number;
}

const inUri = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const line = ({ address, account, number = account, password = passwordOf(account) }: Party): string =>
  [
    address,
    account,
    `[authentication username=${account} password=${password}]`,
    inUri(address),
    number,
  ].join(';');

/**
 * SIPp's own words for its port and its process are no good here: where one process speaks for several addresses the port of
 * the first is 0, and in a process namespace of its own each SIPp has the same number as all others.
 */
const spelledOut = (xml: string, name: string, port: string): string =>
  xml
    .replaceAll('[field3]', `[field3]:${port}`)
    .replaceAll('[pid]', name)
    .replaceAll('[branch]', `[branch]${name}`);

/** What SIPp is started with. Over UDP one process speaks for all addresses; over TCP it takes one address. */
export class Sipp {
  readonly #program: Inside;
  readonly #statistics: string;
  readonly #tried: number;

  private constructor(program: Inside, statistics: string, tried: number) {
    this.#program = program;
    this.#statistics = statistics;
    this.#tried = tried;
  }

  /** @param seconds After them whatever is not done has failed. */
  static start(agent: Agent, parent: string, seconds: number, cast: Cast, serves = false): Sipp {
    const { scenario, parties, transport, port = 5060 } = cast;
    const folder = join(parent, scenario.name);
    mkdirSync(folder);
    const statistics = join(folder, 'statistics.csv');
    writeFileSync(
      join(folder, 'scenario.xml'),
      spelledOut(scenarioXml(scenario), scenario.name, transport === 'tcp' ? '[local_port]' : String(port)),
    );
    writeFileSync(join(folder, 'parties.csv'), `SEQUENTIAL\n${parties.map(line).join('\n')}\n`);
    const first = parties[0]?.address ?? '';
    const far = `${inUri(first.includes(':') ? link.switch.ipv6 : link.switch.ipv4)}:5060`;
    const alone = serves || transport === 'tcp';
    const own = first.includes(':') ? link.world.ipv6 : link.world.ipv4;
    const command = [
      ...['sipp', far, '-nostdin', '-sf', 'scenario.xml', '-inf', 'parties.csv'],
      ...(alone
        ? ['-i', first, '-t', transport === 'tcp' ? 'tn' : 'u1']
        : ['-i', own, '-t', 'ui', '-ip_field', '0']),
      ...(transport === 'tcp' && !serves ? [] : ['-p', String(port)]),
      ...(serves ? [] : ['-m', String(parties.length), '-r', '20']),
      ...['-timeout', String(seconds), '-max_socket', '200', '-skip_rlimit', '-bind_local'],
      // A machine that is slow makes both sides repeat themselves.
      ...['-default_behaviors', 'all,-abortunexp'],
      ...['-cid_str', `%u-${scenario.name}`],
      ...['-trace_err', '-error_file', 'errors.txt', '-trace_stat', '-stf', statistics],
    ];
    return new Sipp(new Inside(agent, folder, seconds + 5, command), statistics, parties.length);
  }

  /** Once it waits for requests over UDP on this port (proc(5), /proc/net/udp); an error where it does not come to that. */
  static async waits(agent: Agent, port: number, sockets: number): Promise<void> {
    const own = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
    const open = (): number =>
      ['udp', 'udp6']
        .flatMap((table) => readFileSync(`/proc/${agent.pid}/net/${table}`, 'utf8').split('\n'))
        .filter((row) => row.slice(0, 60).includes(own)).length;
    const end = Date.now() + 30_000;
    while (open() < sockets) {
      if (Date.now() > end)
        throw new Error(`after 30 s ${open()} of ${sockets} servers wait on port ${port}`);
      await setTimeout(20);
    }
  }

  /** What came of it, when all parties are done or the time is over. */
  async count(): Promise<Count> {
    const { output } = await this.#program.ended;
    try {
      const [names = [], ...rows] = readFileSync(this.#statistics, 'utf8')
        .trim()
        .split('\n')
        .map((row) => row.split(';'));
      return { done: Number(rows.at(-1)?.[names.indexOf('SuccessfulCall(C)')]), tried: this.#tried };
    } catch {
      throw new Error(`SIPp has not started: ${output.slice(-1000)}`);
    }
  }

  stop = (): Promise<unknown> => this.#program.stop();
}
