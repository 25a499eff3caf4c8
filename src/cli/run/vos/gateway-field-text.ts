import { wrap } from '../../../diagnostics/render/wrap.js';
import type { GatewayField } from '../../../vos3000/catalogue/gateway.js';
import { pages } from '../../../vos3000/catalogue/page.js';
import { rangeText } from '../../../vos3000/catalogue/text.js';
import { type Tier, tiers } from '../../../vos3000/catalogue/tier.js';
import { cited, line } from './parameter-text.js';

/** What `vosguard vos show` prints of a setting of mapping gateways, with what the guides advise by size. */
export function gatewayFieldText(field: GatewayField): string {
  const { key, title, about, tab, advised, webName, columns, verify } = field;
  const page = pages['mapping-gateway'];
  return [
    `${key}: ${title}`,
    wrap(about, '', ''),
    [
      line('page', `${page.way.value.join(' > ')}, ${tab.value}`),
      cited(tab),
      ...(advised === undefined
        ? []
        : [line('advised', `${rangeText(advised.value)} ${field.unit}`), cited(advised)]),
      ...tiers.flatMap((tier) => tierLine(field, tier)),
      ...(webName === undefined ? [] : [line('web', webName.value), cited(webName)]),
      ...columns.flatMap((one) => [line('database', `${one.value.table}.${one.value.column}`), cited(one)]),
      line('verify', verify),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function tierLine({ key, unit }: GatewayField, tier: Tier): readonly string[] {
  switch (key) {
    case 'authentication':
    case 'online_check':
      return [];
    case 'cps':
      return [line(tier.name, `${rangeText(tier.cps)} ${unit}, risk ${tier.risk}`), cited(tier)];
    case 'concurrent_calls':
      return [line(tier.name, `${rangeText(tier.concurrentCalls)} ${unit}`), cited(tier)];
    case 'max_duration':
      return [line(tier.name, `${tier.maxDuration} ${unit}`), cited(tier)];
  }
}
