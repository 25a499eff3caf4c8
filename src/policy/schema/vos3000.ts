import { map, name, type Schema } from './schema.js';
import { choice, integer, line, onOff, sources, version } from './values.js';

const parameters: Schema = {
  title: 'a map of parameters',
  description: 'System parameters of the switch and the values that they should have.',
  examples: [{ SS_ENDPOINTREGISTERRETRY: 6, SS_ENDPOINTREGISTERSUSPEND: 'on' }],
  type: 'object',
  propertyNames: {
    title: 'the name of a system parameter: `SS_` or another prefix, capitals, digits and `_`',
    type: 'string',
    pattern: '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$',
    maxLength: 64,
  },
  additionalProperties: {
    ...line(256),
    title: 'a number, a switch or one line of text',
    description: 'The value of the parameter.',
    examples: [6, 'on'],
    type: ['number', 'string', 'boolean'],
  },
};

const gateway = map(
  {
    name: { ...name, description: 'The name of the mapping gateway.', examples: ['retail-1'] },
    tier: {
      ...choice('small', 'medium', 'large', 'wholesale', 'premium'),
      description: 'Which figures of the published guides it is compared with.',
      examples: ['small'],
    },
    authentication: {
      ...choice('ip', 'ip_port', 'password'),
      description: 'How its calls are authenticated.',
      examples: ['ip'],
    },
    cps: { ...integer(1, 100_000), description: 'Calls a second.', examples: [8] },
    concurrent_calls: { ...integer(1, 1_000_000), description: 'Calls at once.', examples: [40] },
    max_duration: { ...integer(1, 86_399), description: 'Longest call, in seconds.', examples: [1800] },
    online_check: { ...integer(1, 3_600), description: 'Seconds between OPTIONS checks.', examples: [90] },
  },
  { required: ['name'] },
);

export const vos3000: Schema = map(
  {
    version: { ...version, description: 'The version of VOS3000.', examples: ['2.1.9.07'] },
    parameters,
    mapping_gateways: {
      title: 'a list of mapping gateways',
      description: 'Mapping gateways and the limits that they should have.',
      examples: [[{ name: 'retail-1', tier: 'small', cps: 8 }]],
      type: 'array',
      maxItems: 10_000,
      items: gateway,
    },
    web_access_control: {
      ...sources,
      description: 'Who may open the web interface.',
      examples: [['office']],
    },
    dynamic_blacklist: {
      ...onOff,
      description: 'The blacklist of telephone numbers. It stops no flood: it does not look at addresses.',
      examples: ['on'],
    },
    baseline: map(
      {
        registrations: {
          ...integer(0, 10_000_000),
          description: 'Registrations on a normal day.',
          examples: [500],
        },
      },
      { description: 'What is normal on this switch.', examples: [{ registrations: 500 }] },
    ),
  },
  { description: 'The switch itself.', examples: [{ version: '2.1.9.07', dynamic_blacklist: 'on' }] },
);
