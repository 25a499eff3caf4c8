import type { Option } from '../plan/iptables/parse-rule.js';

/** What a rule of others lets in, as far as it says so. */
export interface Opening {
  readonly protocol: number | undefined;
  /** As ranges; none: whatever the port. */
  readonly ports: readonly { readonly first: number; readonly last: number }[];
  /** A network; `undefined`: anybody, or whom we cannot tell. */
  readonly from: string | undefined;
}

export const anything: Opening = { protocol: undefined, ports: [], from: undefined };

/** What both ask for. */
export const narrowed = (outer: Opening, inner: Opening): Opening => ({
  protocol: inner.protocol ?? outer.protocol,
  ports: inner.ports.length > 0 ? inner.ports : outer.ports,
  from: inner.from ?? outer.from,
});

const portOptions: ReadonlySet<string> = new Set(['dport', 'dports', 'destination-ports', 'ports']);

/** @param numberOf Of a protocol's name. */
export function openingOf(
  options: readonly Option[],
  numberOf: (name: string) => number | undefined,
): Opening {
  const plain = options.filter(({ negated }) => !negated);
  const value = (name: string) => plain.find((option) => option.name === name)?.values[0];
  const protocol = value('p');
  return {
    protocol: protocol === undefined || protocol === 'all' ? undefined : numberOf(protocol),
    ports: plain
      .filter(({ name }) => portOptions.has(name))
      .flatMap(({ values }) => rangesOf(values[0] ?? '')),
    from: value('s') ?? value('src-range'),
  };
}

export function rangesOf(text: string): readonly { readonly first: number; readonly last: number }[] {
  return text.split(',').flatMap((one) => {
    const [first = '', last = first] = one.split(':');
    const range = { first: Number(first || 0), last: Number(last || 65_535) };
    return Number.isInteger(range.first) && Number.isInteger(range.last) ? [range] : [];
  });
}
