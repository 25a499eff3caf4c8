import { createHash } from 'node:crypto';

export interface Payload {
  readonly text: string;
  /** In bytes. */
  readonly length: number;
  /** SHA-256 of `install.sh`, which knows the sums of the others. */
  readonly sum: string;
}

/** All files as one text: a line with a name and a number of lines before each. `install.sh` is the last, so it comes over last. */
export function payloadOf(files: ReadonlyMap<string, string>): Payload {
  const installer = files.get('install.sh');
  if (installer === undefined) throw new Error('there is no install.sh among the files');
  const others = [...files].filter(([name]) => name !== 'install.sh');
  const text = [...others, ['install.sh', installer] as const].map(asLines).join('');
  const sum = createHash('sha256').update(installer).digest('hex');
  return { text, length: Buffer.byteLength(text), sum };
}

function asLines([name, text]: readonly [string, string]): string {
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${name} does not end with a line`);
  return `${name} ${text.split('\n').length - 1}\n${text}`;
}
