import { map, type Schema } from './schema.js';
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
    // Empty is what a fresh switch holds, and the safe value, for its lists of addresses.
    minLength: 0,
    title: 'a number, a switch or one line of text, which may be empty',
    description: 'The value of the parameter.',
    examples: [6, 'on'],
    type: ['number', 'string', 'boolean'],
  },
};

const gateway = map(
  {
    name: {
      ...line(255),
      // Unquoted digits are a number to YAML, and what is compared is how they are written: 005 is not 5.
      type: ['string', 'number', 'boolean'],
      description: 'The name of the mapping gateway, as the client shows it: any text.',
      examples: ['retail-1'],
    },
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
    from: { ...sources, description: 'Where its calls come from.', examples: [['carriers']] },
    behind_nat: {
      ...onOff,
      description: 'Whether a NAT stands before it that may change the port.',
      examples: ['on'],
    },
  },
  { required: ['name'] },
);

const day: Schema = {
  title: 'a day such as `2027-01-31`',
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
};

const audit = map(
  {
    from: { ...day, description: 'Its first day.', examples: ['2027-01-01'] },
    until: { ...day, description: 'Its last day.', examples: ['2027-01-31'] },
    reason: { ...line(200), description: 'What it is.', examples: ['yearly audit'] },
  },
  {
    required: ['from', 'until'],
    description: 'A time in which every attempt has to be recorded.',
    examples: [{ from: '2027-01-01', until: '2027-01-31' }],
  },
);

export const vos3000: Schema = map(
  {
    version: {
      ...version,
      // Installers are named so: 2.1.8-05; manuals and windows show V2.1.8.05.
      pattern: '^[Vv]?[0-9]+([.-][0-9]+){0,3}$',
      description: 'The version of VOS3000.',
      examples: ['2.1.9.07'],
    },
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
    unsteady_lines: {
      ...onOff,
      description: 'Lines that come and go, as in call centres: more failures are normal.',
      examples: ['on'],
    },
    audit,
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
