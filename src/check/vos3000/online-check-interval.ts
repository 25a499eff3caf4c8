import { gatewayFields } from '../../vos3000/catalogue/gateway.js';
import { rangeText } from '../../vos3000/catalogue/text.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** Asks so often that it is a load, or so seldom that calls go to a dead gateway. */
export const onlineCheckInterval: Check = function* (subject) {
  const advised = gatewayFields.find(({ key }) => key === 'online_check')?.advised?.value;
  if (advised === undefined) return;
  for (const { document, vos3000 } of switchOf(subject)) {
    for (const { name, onlineCheck, path } of vos3000.mappingGateways) {
      if (onlineCheck === undefined || (onlineCheck >= advised.least && onlineCheck <= advised.most))
        continue;
      const about = { gateway: name, seconds: onlineCheck, advised: rangeText(advised) };
      yield finding('VG521', valueAt(document, [...path, 'online_check']), about);
    }
  }
};
