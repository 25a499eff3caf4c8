import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';
import { Inside, inside } from './inside.js';

/** Who has an account has this password; anybody may have one. */
export const passwordOf = (account: string): string => `secret-${account}`;

/**
 * A registrar and proxy for accounts of our own. No database: the password is made of the account's name. What matters here:
 *
 * - REGISTER and INVITE are asked for digest credentials (401, 407), and a wrong password is answered 401 or 407 again.
 * - OPTIONS to the server itself is answered 200 to everybody, as in kamailio's own default configuration.
 * - A number that begins with 9 is the trunk's, which never registers.
 * - SUBSCRIBE goes to the contact, as between phones that tell each other their state (RFC 4235).
 * - The 200 to a phone that speaks RFC 5626 asks for a keep-alive each 2 s, so that a short test sees some.
 *
 * Each request is one line `seen METHOD SOURCE TRANSPORT`, each refused password one line `wrong METHOD SOURCE TRANSPORT`.
 */
const config = (folder: string, trunk: string): string => `#!KAMAILIO
children=2
tcp_children=2
log_stderror=yes
debug=1
dns=no
rev_dns=no
auto_aliases=no
${['udp', 'tcp'].flatMap((kind) => [link.switch.ipv4, `[${link.switch.ipv6}]`].map((at) => `listen=${kind}:${at}:5060`)).join('\n')}
${['tm', 'tmx', 'sl', 'rr', 'pv', 'maxfwd', 'textops', 'siputils', 'stun', 'usrloc', 'registrar', 'auth', 'nathelper', 'kex', 'ctl', 'xlog'].map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("ctl", "binrpc", "unix:${join(folder, 'ctl')}")
modparam("usrloc", "db_mode", 0)
modparam("nathelper|registrar", "received_avp", "$avp(received)")

request_route {
  xlog("L_ALERT", "seen $rm $si $proto\\n");
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("OPTIONS") && uri==myself) { sl_send_reply("200", "OK"); exit; }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (!is_method("ACK")) { if (t_precheck_trans()) { t_check_trans(); exit; } t_check_trans(); }
  force_rport();
  if (has_totag()) {
    if (loose_route() || is_method("ACK") && t_check_trans()) { t_relay(); exit; }
    if (!is_method("ACK")) sl_send_reply("481", "No such call");
    exit;
  }
  remove_hf("Route");
  if (is_method("REGISTER")) {
    if (!pv_www_authenticate("$td", "${passwordOf('$au')}", "0") || $au != $tU) {
      if ($au != $null) xlog("L_ALERT", "wrong $rm $si $proto\\n");
      www_challenge("$td", "1");
      exit;
    }
    fix_nated_register();
    if (search("reg-id=")) append_to_reply("Require: outbound\\r\\nFlow-Timer: 2\\r\\n");
    if (!save("location")) sl_reply_error();
    exit;
  }
  if (!pv_proxy_authenticate("$fd", "${passwordOf('$au')}", "0")) {
    if ($au != $null) xlog("L_ALERT", "wrong $rm $si $proto\\n");
    proxy_challenge("$fd", "1");
    exit;
  }
  consume_credentials();
  record_route();
  if ($rU =~ "^9") $ru = "sip:" + $rU + "@${trunk}:5060";
  else if (!lookup("location")) { sl_send_reply("404", "Not found"); exit; }
  t_relay();
}
`;

/** What the server has logged. */
export interface Seen {
  readonly what: 'seen' | 'wrong';
  readonly method: string;
  readonly from: string;
  readonly transport: string;
}

/** kamailio in the switch's namespace. */
export class Kamailio {
  readonly #agent: Agent;
  readonly #folder: string;
  readonly #server: Inside;

  private constructor(agent: Agent, folder: string, server: Inside) {
    this.#agent = agent;
    this.#folder = folder;
    this.#server = server;
  }

  /** @param trunk The address to which numbers that begin with 9 go. */
  static async start(agent: Agent, parent: string, seconds: number, trunk: string): Promise<Kamailio> {
    const folder = join(parent, 'kamailio');
    mkdirSync(folder);
    const file = join(folder, 'kamailio.cfg');
    writeFileSync(file, config(folder, trunk));
    const command = ['kamailio', '-DD', '-E', '-m', '64', '-M', '8', '-Y', folder, '-w', folder, '-f', file];
    const kamailio = new Kamailio(agent, folder, new Inside(agent, folder, seconds, command));
    await kamailio.#answers();
    return kamailio;
  }

  /** It listens on all its sockets before its first child answers a command. */
  async #answers(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if ((await this.#command('core.uptime')).status === 0) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`kamailio does not start: ${this.#server.output.slice(-1000)}`);
  }

  get #kamcmd(): readonly string[] {
    return ['kamcmd', '-s', `unix:${join(this.#folder, 'ctl')}`];
  }

  #command = (...words: readonly string[]) =>
    inside(this.#agent, this.#folder, 10, [...this.#kamcmd, ...words]);

  /** What the recipe for vosguard's list of registered sources makes of its contacts. */
  async listed(): Promise<readonly string[]> {
    const list = join(this.#folder, 'registered');
    const recipe = fileURLToPath(new URL('../recipes/registered/kamailio.sh', import.meta.url));
    const command = ['env', `KAMCMD=${this.#kamcmd.join(' ')}`, 'sh', recipe, list];
    const { status, output } = await inside(this.#agent, this.#folder, 40, command);
    if (status !== 0) throw new Error(`the recipe failed: ${output}`);
    return readFileSync(list, 'utf8').trim().split('\n');
  }

  /** Every request that has reached it, and every wrong password, in order. */
  seen(): readonly Seen[] {
    const lines = this.#server.output.matchAll(/(seen|wrong) (\w+) (\S+) (\w+)$/gm);
    return [...lines].map(([, what, method = '', from = '', transport = '']) => ({
      what: what === 'wrong' ? 'wrong' : 'seen',
      method,
      from,
      transport: transport.toLowerCase(),
    }));
  }

  stop = (): Promise<unknown> => this.#server.stop();
}
