import { printedOf } from '../../../src/emit/artifacts.js';
import { emitListsConf } from '../../../src/emit/install/lists-conf.js';
import { compileText } from '../../lint-text.js';

/** Set by set, which use fills it. */
function fills(services: string): readonly string[] {
  const { policy, legal } = compileText(
    `vosguard: 1\ntarget: { platform: debian12 }\nlists: { one: { names: [one.example], on_switch: on }, two: { names: [two.example], on_switch: on } }\n${services}\n`,
  );
  return [...(emitListsConf(policy, printedOf(legal)) ?? '').matchAll(/^set nftables \d (.*)$/gm)].map(
    ([, line = '']) => line,
  );
}

const of = (name: string, list: string) => `${name}: { tcp: [22], from: [{ list: ${list} }] }`;

test.each([
  [of('a', 'one'), of('a4', 'two')],
  [of('a4', 'two'), of('a', 'one')],
])('services whose names differ by a digit have each its own names: %s, %s', (one, other) => {
  expect(fills(`services: { ${one}, ${other} }`).toSorted()).toEqual([
    'service.a named.service.a4',
    'service.a named.service.a6',
    'service.a4 named.service.a44',
    'service.a4 named.service.a46',
  ]);
});
