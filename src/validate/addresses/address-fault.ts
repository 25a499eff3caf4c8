import type { AddressFault } from '../../net/address-fault.js';
import type { Findings, Where } from '../findings.js';

/** Each kind of fault under its code. */
export function reportAddressFault(findings: Pick<Findings, 'add'>, found: AddressFault, where: Where): void {
  // Only a list file gives a place that the tree does not know.
  const fault = { ...found, listed: where.place !== undefined };
  switch (fault.kind) {
    case 'empty':
    case 'not-an-address':
    case 'not-a-prefix':
      findings.add('VG220', fault, where);
      break;
    case 'host-bits-set':
      findings.add('VG221', fault, where);
      break;
    case 'netmask':
    case 'prefix-too-long':
      findings.add('VG222', fault, where);
      break;
    case 'leading-zero':
      findings.add('VG223', fault, where);
      break;
    case 'zone-id':
      findings.add('VG224', fault, where);
      break;
    case 'ipv4-mapped':
      findings.add('VG225', fault, where);
      break;
    case 'mixed-families':
      findings.add('VG226', fault, where);
      break;
    case 'reversed-range':
      findings.add('VG227', fault, where);
      break;
  }
}
