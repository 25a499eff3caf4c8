import type { MappingGateway } from '../../policy/vos3000.js';
import type { GatewayField } from './gateway.js';

const authenticationText: ReadonlyMap<string, string> = new Map([
  ['ip', 'by IP'],
  ['ip_port', 'by IP and port'],
  ['password', 'by password'],
]);

/** A setting that a gateway should have, as a person reads it; `undefined` where the policy does not say. */
export function settingText(gateway: MappingGateway, { key, unit }: GatewayField): string | undefined {
  const number = (value: number | undefined) => (value === undefined ? undefined : `${value} ${unit}`);
  switch (key) {
    case 'authentication':
      return (
        gateway.authentication && (authenticationText.get(gateway.authentication) ?? gateway.authentication)
      );
    case 'cps':
      return number(gateway.cps);
    case 'concurrent_calls':
      return number(gateway.concurrentCalls);
    case 'max_duration':
      return number(gateway.maxDuration);
    case 'online_check':
      return number(gateway.onlineCheck);
  }
}
