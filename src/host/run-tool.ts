/** How a run of one of the host's tools ended. */
export type ToolResult = { readonly kind: 'done'; readonly output: string } | ToolFault;

export type ToolFault =
  /** It is not on this host. */
  | { readonly kind: 'missing'; readonly tool: string }
  /** `words`: the last that it said, or why it was stopped. */
  | { readonly kind: 'failed'; readonly tool: string; readonly words: string };

export interface ToolOptions {
  readonly input?: string;
  /** Seconds. */
  readonly timeout?: number;
}

/** A set of a million entries is 20 MB as text; what is longer than this is no listing of ours. */
const LONGEST_OUTPUT = 128 * 2 ** 20;
const SECONDS = 60;

/**
 * Runs a tool and waits for it. Its words are English. /sbin is looked into even where the PATH of a cron job or of sudo
 * has none. execa is loaded here and not before: most commands run no tool.
 */
export async function runTool(
  tool: string,
  words: readonly string[],
  { input, timeout = SECONDS }: ToolOptions = {},
): Promise<ToolResult> {
  const { execa } = await import('execa');
  const result = await execa(tool, words, {
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    // nft lists hours in the time zone of its caller.
    env: { LC_ALL: 'C', TZ: 'UTC0', PATH: toolPath() },
    reject: false,
    timeout: timeout * 1000,
    forceKillAfterDelay: 2000,
    maxBuffer: LONGEST_OUTPUT,
    stripFinalNewline: false,
    cleanup: true,
  });
  if (result.code === 'ENOENT') return { kind: 'missing', tool };
  if (result.timedOut) return { kind: 'failed', tool, words: `it did not answer within ${timeout} s` };
  if (result.isMaxBuffer) return { kind: 'failed', tool, words: 'its output has no end' };
  if (result.failed)
    return { kind: 'failed', tool, words: lastWords(result.stderr, result.shortMessage ?? '') };
  return { kind: 'done', output: result.stdout };
}

export const lastWords = (stderr: string | undefined, message: string): string =>
  (stderr ?? '').trim().split('\n').slice(-3).join('; ').slice(0, 400) || message;

export const toolPath = (): string =>
  `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
