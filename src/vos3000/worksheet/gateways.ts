import type { MappingGateway } from '../../policy/vos3000.js';
import { exactly } from '../catalogue/entries.js';
import { type GatewayField, gatewayFields } from '../catalogue/gateway.js';
import type { Range } from '../catalogue/parameter.js';
import { pages } from '../catalogue/sources.js';
import { rangeText, settingText } from '../catalogue/text.js';
import { type Tier, tierOf } from '../catalogue/tier.js';
import { type Sheet, wayTo } from './sheet.js';
import { type Block, blank, code, list, type Section, type Text } from './worksheet.js';

/** The page of the mapping gateways with its additional settings, a table for each gateway. */
export function gatewaySections(sheet: Sheet): readonly Section[] {
  const gateways = sheet.vos3000.mappingGateways;
  if (gateways.length === 0) return [];
  const used = gatewayFields.filter((field) =>
    gateways.some((gateway) => settingText(gateway, field) !== undefined),
  );
  return [
    {
      title: pages['mapping-gateway'].title,
      blocks: [
        wayTo(sheet, 'mapping-gateway'),
        ...gateways.flatMap((gateway) => gatewayBlocks(sheet, gateway)),
        { kind: 'heading', text: ['What the settings are'] },
        list(...used.map((field) => about(sheet, field))),
      ],
    },
  ];
}

function gatewayBlocks(sheet: Sheet, gateway: MappingGateway): readonly Block[] {
  const tier = gateway.tier === undefined ? undefined : tierOf(gateway.tier);
  const rows = gatewayFields.flatMap((field): readonly (readonly Text[])[] => {
    const value = settingText(gateway, field);
    if (value === undefined) return [];
    return [
      [
        [field.title],
        [field.tab.value],
        sheet.present([...gateway.path, field.key]),
        [code(value)],
        advised(sheet, field, tier),
        [blank],
      ],
    ];
  });
  const risk = tier === undefined ? [] : [` (tier ${tier.name}; risk ${tier.risk})`];
  return [
    { kind: 'heading', text: ['Gateway ', code(gateway.name), ...risk] },
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: ['setting', 'where', 'present', 'wanted', 'advised', 'done'],
            rows,
          },
        ]),
  ];
}

function advised({ cite }: Sheet, field: GatewayField, tier: Tier | undefined): Text {
  if (field.advised !== undefined) return [`${rangeText(field.advised.value)}, `, ...cite(field.advised)];
  const range = tier === undefined ? undefined : rangeIn(tier, field);
  return tier === undefined || range === undefined ? [''] : [`${rangeText(range)}, `, ...cite(tier)];
}

function rangeIn(tier: Tier, { key }: GatewayField): Range | undefined {
  switch (key) {
    case 'authentication':
    case 'online_check':
      return undefined;
    case 'cps':
      return tier.cps;
    case 'concurrent_calls':
      return tier.concurrentCalls;
    case 'max_duration':
      return exactly(tier.maxDuration);
  }
}

const about = ({ cite }: Sheet, { title, tab, about: text, verify }: GatewayField): Text => [
  `${title}, under ${tab.value} (`,
  ...cite(tab),
  `). Why: ${text} Verify: ${verify} Go back: write again what stands under present.`,
];
