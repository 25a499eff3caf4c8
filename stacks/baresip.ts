import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';
import { Inside } from './inside.js';
import { passwordOf } from './kamailio.js';
import type { Party } from './sipp.js';

export interface Softphone extends Party {
  readonly name: string;
  readonly transport: 'udp' | 'tcp';
}

const config = (address: string): string => `sip_listen ${address}:5060
module_path /usr/lib/baresip/modules
module uuid.so
module g711.so
module_tmp account.so
module_app menu.so
module aubridge.so
audio_source aubridge,a
audio_player aubridge,a
audio_alert none
`;

/**
 * baresip with RFC 5626 on: it keeps its way to the server open with STUN over UDP and with CRLFCRLF over TCP. Over TCP it speaks
 * from the host's own address, whatever it listens on.
 */
export class Baresip {
  readonly #program: Inside;

  constructor(agent: Agent, parent: string, seconds: number, phone: Softphone) {
    const { name, address, account, number, transport, password = passwordOf(account) } = phone;
    const folder = join(parent, name);
    mkdirSync(folder);
    const server = `sip:${link.switch.ipv4};transport=${transport}`;
    const options = ['regint=60', 'answermode=auto', 'sipnat=outbound', `outbound="${server}"`];
    writeFileSync(join(folder, 'config'), config(address));
    writeFileSync(join(folder, 'contacts'), '');
    writeFileSync(
      join(folder, 'accounts'),
      `<sip:${account}@${link.switch.ipv4}>;auth_pass=${password};${options.join(';')}\n`,
    );
    const dial = number === undefined ? [] : ['-e', `/dial sip:${number}@${link.switch.ipv4}`];
    this.#program = new Inside(agent, folder, seconds, ['baresip', '-f', folder, ...dial]);
  }

  registered = (): Promise<void> => this.#program.said(/\} 200 OK/);
  established = (): Promise<void> => this.#program.said(/Call established/);

  /** How often it has registered so far. */
  get registrations(): number {
    return [...this.#program.output.matchAll(/\} 200 OK/g)].length;
  }

  stop = (): Promise<unknown> => this.#program.stop();
}
