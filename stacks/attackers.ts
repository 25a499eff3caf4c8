import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';
import { inside } from './inside.js';
import { passwordOf } from './kamailio.js';

export interface Attacker {
  readonly name: string;
  readonly address: string;
  /** A tool of SIPVicious and its words. */
  readonly command: readonly string[];
  /** What it calls itself instead of its own names. */
  readonly borrowed?: string;
  readonly guesses?: number;
}

/** The account whose password the guessers look for. */
const victim = 1100;

const phone = 'Yealink SIP-T46S 66.86.0.15';
const crack = ['svcrack', '-u', String(victim), '-d', 'dictionary.txt', '--maximumtime=4'];
const extensions = ['svwar', '-e', '1000-1019', '--maximumtime=4'];

/** @param guesses The length of the guessers' list; the right password is the last but ten. */
export const attackers = (guesses: number): readonly Attacker[] => [
  { name: 'svmap', address: '100.64.10.11', command: ['svmap'] },
  { name: 'svmap-borrowed', address: '100.64.11.12', command: ['svmap'], borrowed: phone },
  { name: 'svwar', address: '100.64.12.13', command: extensions },
  {
    name: 'svwar-options',
    address: '100.64.13.14',
    command: [...extensions, '-m', 'OPTIONS'],
    borrowed: phone,
  },
  { name: 'svcrack', address: '100.64.14.15', command: crack, guesses },
  { name: 'svcrack-borrowed', address: '100.64.15.16', command: crack, guesses, borrowed: phone },
];

/**
 * svwar and svcrack take no address to speak from, and no tool of SIPVicious 0.3.3 takes a name for itself. Python runs this file
 * before each of them; the tools themselves are as they are installed.
 */
const hook = ({ address, borrowed }: Attacker): string => `import socket

class Socket(socket.socket):
    def bind(self, where):
        super().bind((${JSON.stringify(address)},) + tuple(where[1:]))

    def sendto(self, data, *more):
${borrowed === undefined ? '' : `        for name in (b'friendly-scanner', b'sipvicious'):\n            data = data.replace(name, ${JSON.stringify(borrowed)}.encode())\n        data = data.replace(b'sip:100@1.1.1.1', b'sip:100@192.0.2.9')\n`}        return super().sendto(data, *more)

socket.socket = Socket
`;

/** What the tool says that it has found; it says "found nothing" where that is nothing. */
export async function attack(agent: Agent, parent: string, attacker: Attacker): Promise<boolean> {
  const folder = join(parent, `attack-${attacker.name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'sitecustomize.py'), hook(attacker));
  const { guesses = 0 } = attacker;
  const list = Array.from({ length: guesses }, (_, n) => passwordOf(String(victim - guesses + 11 + n)));
  writeFileSync(join(folder, 'dictionary.txt'), `${list.join('\n')}\n`);
  const command = ['env', `PYTHONPATH=${folder}`, ...attacker.command, link.switch.ipv4];
  const { output } = await inside(agent, folder, 40, command);
  writeFileSync(join(folder, 'said.txt'), output);
  return !output.includes('found nothing') && output.includes('| ');
}
