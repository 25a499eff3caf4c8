import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { now } from '../../../src/host/lab/agent/journal.js';
import type { Sent } from '../../../src/host/lab/protocol.js';
import { framesPerl } from './frames-perl.js';

/** Sends frames from the device through a Perl child. `times` are those of the pipe: the child is a little later. */
export async function sendFrames(device: string, frames: Iterable<Buffer>, every: number): Promise<Sent> {
  const child = spawn('perl', ['-e', framesPerl, device], { stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const errors = text(child.stderr);
  child.stdin.on('error', () => {});
  const times: number[] = [];
  const start = now();
  let slip = 0;
  for (const frame of frames) {
    const left = start + times.length * every - now();
    if (left > 1) await setTimeout(left);
    if (child.exitCode !== null) break;
    const before = now();
    const length = Buffer.alloc(2);
    length.writeUInt16BE(frame.length);
    if (!child.stdin.write(Buffer.concat([length, frame])))
      await Promise.race([once(child.stdin, 'drain'), ended]);
    times.push(before);
    slip = Math.max(slip, now() - before);
  }
  child.stdin.end();
  const [status] = await ended;
  if (status !== 0) throw new Error(`frames: ${await errors}`);
  return { times, slip, refused: 0 };
}
