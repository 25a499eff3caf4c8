import { nftRules } from '../../src/beside/nftables/read-others.js';
import { visible } from '../../src/diagnostics/visible.js';
import type { Input } from '../../src/import/import.js';
import { readXml } from '../../src/import/programs/xml.js';
import { recognise } from '../../src/import/recognise.js';

/** As far as a comment of the policy has it. */
const SHOWN = 150;

/**
 * How the policy must name each rule of an input, by the input itself and not by what the import made of it: no rule is dropped in
 * silence.
 */
export function writtenIn(input: Input): readonly string[] {
  const { name, text } = input;
  const place = (line: number, rule: string) =>
    visible(`${line === 0 ? name : `${name}:${line}`}: ${rule}`)
      .replace(/\s+/g, ' ')
      .slice(0, SHOWN);
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => [index + 1, line.trim()] as const);
  switch (recognise(input)) {
    case 'iptables':
    case 'ip6tables':
    case 'ufw':
      return lines.flatMap(([number, line]) => {
        const rule = line.replace(/^\[\d+:\d+\]\s+/, '');
        const isRule = /^(-[AI]|--append|--insert)\s/.test(rule) && !/\bVG-/.test(rule);
        return isRule ? [place(input.isMade ? 0 : number, rule)] : [];
      });
    case 'nft': {
      const rules: readonly Record<string, unknown>[] = JSON.parse(text).nftables;
      const own = nftRules(text);
      expect(own).toHaveLength(
        rules.filter((one) => 'rule' in one && !/inet.*"vosguard"/.test(JSON.stringify(one))).length,
      );
      return own.map(({ table, chain, text: words }) => place(0, `${table} ${chain}: ${words}`));
    }
    case 'csf-allow':
    case 'csf-deny':
      return lines.flatMap(([number, line]) => (/^[^#]/.test(line) ? [place(number, line)] : []));
    case 'csf-conf':
      return lines.flatMap(([number, line]) =>
        /^\w+_IN\s*=\s*"[^"]/.test(line) ? [place(number, line)] : [],
      );
    case 'firewalld':
      return (readXml(text)?.children ?? []).flatMap(({ name: element, line }) =>
        element === 'short' || element === 'description' ? [] : [`${name}:${line}: <${element}`],
      );
    case 'ipset':
    case 'script':
    case 'fail2ban':
    case undefined:
      return [];
  }
}
