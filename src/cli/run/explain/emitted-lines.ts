import { unfolded } from '../../../plan/nftables/unfolded.js';

/** What stands in one chain of one artifact. */
export interface EmittedLines {
  readonly file: string;
  readonly chain: string;
  readonly lines: readonly string[];
}

const xtables = ['iptables.rules', 'ip6tables.rules', 'signatures.rules', 'signatures6.rules'];
const nft = ['nftables.nft', 'ingress.nft'];

/**
 * How each backend has a rule: the lines that bear its id, or where a backend needs several rules in its place those whose ids
 * begin with it. A file without any is left out.
 */
export function emittedLines(id: string, artifacts: ReadonlyMap<string, string>): readonly EmittedLines[] {
  return [...xtables, ...nft].flatMap((file) => {
    const lines = linesOf(artifacts.get(file) ?? '', xtables.includes(file));
    const own = lines.filter((line) => line.id === id);
    const found = own.length > 0 ? own : lines.filter((line) => line.id.startsWith(`${id}.`));
    const chains = [...new Set(found.map(({ chain }) => chain))];
    return chains.map((chain) => ({
      file,
      chain,
      lines: found.filter((line) => line.chain === chain).map(({ text }) => text),
    }));
  });
}

interface Line {
  readonly id: string;
  readonly chain: string;
  readonly text: string;
}

function linesOf(text: string, isXtables: boolean): readonly Line[] {
  let chain = '';
  return (isXtables ? text : unfolded(text)).split('\n').flatMap((line) => {
    chain = (isXtables ? /^-A (\S+) / : /^\s*chain (\S+) \{/).exec(line)?.[1] ?? chain;
    const id = (isXtables ? /--comment "?vg:([\w.-]+)/ : /comment "([\w.-]+)"$/).exec(line)?.[1];
    return id === undefined ? [] : [{ id, chain, text: line.trim() }];
  });
}
