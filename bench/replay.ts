import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkHeaders, pcapOf, type Written } from '../test/capture/write-capture.js';
import { answer, framesOf, own, registers, request, times } from '../test/replay/traffic.js';
import { rss, rssOf } from './rss.js';
import { table } from './table.js';

const program = join(import.meta.dirname, '..', 'dist/bin/vosguard.js');
const shape = { little: true, nanoseconds: false, link: 1 };
const rounds = 3;
const count = 500_000;

/** Packets of one kind, again and again, at most so many of them a second, each of the next source of so many. */
interface Kind {
  readonly frames: readonly Buffer[];
  readonly sources: number;
}

const HEADER = 16;
const ETHERNET = 14;
const SOURCE = HEADER + ETHERNET + 12;

const record = (frame: Written): Buffer => {
  const [, header] = linkHeaders.ethernet;
  const bytes = Buffer.concat([header(frame.bytes, false), frame.bytes]);
  return pcapOf([{ ...frame, bytes }], shape).subarray(24);
};

const said = (from: string, to: string, text: string, ports = 5060): Buffer =>
  record(framesOf([{ at: 0, from, to, fromPort: ports, toPort: ports, text }])[0] as Written);

const peer = '198.18.0.1';
const kinds: Readonly<Record<string, Kind>> = {
  'REGISTER flood of one source': { frames: [said(peer, own.ipv4, request('REGISTER', 'f'))], sources: 1 },
  'REGISTER flood of 200,000 sources': {
    frames: [said(peer, own.ipv4, request('REGISTER', 'f'))],
    sources: 200_000,
  },
  'calls of 500 customers, with their media': {
    frames: [
      said(peer, own.ipv4, request('INVITE', 'c')),
      said(own.ipv4, peer, answer(200, 'INVITE', 'c')),
      ...Array.from({ length: 20 }, () => said(peer, own.ipv4, 'r'.repeat(172), 12_000)),
      ...Array.from({ length: 20 }, () => said(own.ipv4, peer, 'r'.repeat(172), 12_000)),
    ],
    sources: 500,
  },
};

/** So many packets in a file, a hundred microseconds apart. */
function capture(file: string, { frames, sources }: Kind): void {
  const out = openSync(file, 'w');
  writeSync(out, pcapOf([], shape));
  const customers = framesOf(times(20, (index) => registers(`198.51.100.${index + 1}`, index)));
  writeSync(out, Buffer.concat(customers.map(record)));
  const from = Number(frames[0]?.readUInt32LE(0)) + 10;
  for (let at = 0; at < count; at += 10_000) {
    const records = Array.from({ length: 10_000 }, (_, more) => {
      const one = at + more;
      const bytes = Buffer.from(frames[one % frames.length] as Buffer);
      const time = one * 100;
      bytes.writeUInt32LE(from + Math.floor(time / 1e6), 0);
      bytes.writeUInt32LE(time % 1e6, 4);
      const isFrom = bytes.readUInt32BE(SOURCE) !== OWN;
      bytes.writeUInt32BE(
        0xc6120000 + (Math.floor(one / frames.length) % sources),
        isFrom ? SOURCE : SOURCE + 4,
      );
      return bytes;
    });
    writeSync(out, Buffer.concat(records));
  }
  closeSync(out);
}

const OWN = 0xcb007101;

/** Of the processor, so that other work on the machine does not count. */
const cpu =
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log('cpu', user + system); });\n";

const policy = (folder: string): string => {
  const file = join(folder, 'policy.yaml');
  writeFileSync(
    file,
    'vosguard: 1\nservices: { media: { udp: [10000-20000] }, ssh: { tcp: [22], from: [192.0.2.8/29] } }\n',
  );
  return file;
};

/** Seconds of the processor, by bash's own clock, which counts its children. */
function baseline(command: string): number {
  const { stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${command} >/dev/null 2>&1`], {
    encoding: 'utf8',
  });
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
}

/** Packets a second of processor time through `vosguard replay`, beside tcpdump that reads and writes the same file. */
export function replay(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-replay-'));
  try {
    writeFileSync(join(folder, 'rss.mjs'), `${rss}${cpu}`);
    const yaml = policy(folder);
    const rows = Object.entries(kinds).map(([name, kind]) => {
      const file = join(folder, 'c.pcap');
      capture(file, kind);
      const argv = ['--import', join(folder, 'rss.mjs'), program, 'replay', file, yaml, '--json'];
      const runs = Array.from({ length: rounds }, () => {
        const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
          encoding: 'utf8',
          maxBuffer: 2 ** 28,
        });
        if (status === null || status > 1) throw new Error(stderr);
        return { seconds: Number(/cpu (\d+)/.exec(stdout)?.[1]) / 1e6, memory: rssOf(stdout) };
      }).toSorted((a, b) => a.seconds - b.seconds);
      const { seconds = 0, memory = 0 } = runs[1] ?? {};
      const dump = baseline(`tcpdump -nr ${file}`);
      const { size } = statSync(file);
      return [
        name,
        `${(size / 2 ** 20).toFixed(0)} MiB`,
        Math.round(count / seconds).toLocaleString('en-US'),
        `${memory.toFixed(0)} MiB`,
        (seconds / dump).toFixed(2),
        (seconds / baseline(`cat ${file}`)).toFixed(0),
      ];
    });
    return table(['', 'file', 'packets a second', 'memory', 'time: tcpdump -nr', 'cat'], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
