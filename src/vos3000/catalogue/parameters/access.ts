import { aNumber, aText, perhapsStill, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { guide, sources } from '../sources.js';

const passwordLength = seen('SERVER_PASSWORD_LENGTH', aNumber('characters'), 6, [1, 12]);
const external = seen('SERVER_MGC_EXTERNAL_IPS', aText('addresses'), '');
const equipment = seen('SERVER_MGC_EQUIPMENT_IPS', aText('addresses'), '');

const ivr = seen('IVR_SSAVAILABLEIP', aText('addresses'), '');
const virtual = seen('SS_VIRTUAL_IPS', aText('addresses'), '');
const local = seen('SS_DEFAULT_LOCALIP', aText('addresses'), '');

export const access: readonly Parameter[] = [
  {
    id: 'login-lock',
    title: 'lock of the client and web login after failures',
    page: 'system-parameters',
    about: 'How long a login is locked. It slows down who guesses the passwords of operators.',
    verify: 'Fail a login on purpose with a spare account: it stays locked that long.',
    versions: {
      '2.1.4.0': seen('SERVER_LOGIN_FAILED_DISABLE_TIME', aNumber('seconds'), 120, [30, 7200]),
      '2.1.9.07': said('SERVER_LOGIN_FAILED_DISABLE_TIME', aNumber('seconds'), guide(sources.loginLockout), {
        section: '4.3.5.1',
      }),
    },
    advice: [],
  },
  {
    id: 'password-length',
    title: 'shortest password',
    page: 'system-parameters',
    about: 'That it is the shortest password allowed is concluded from its name.',
    verify: 'Try to give a spare account a shorter password.',
    versions: { '2.1.4.0': passwordLength, '2.1.9.07': perhapsStill(passwordLength) },
    advice: [],
  },
  {
    id: 'bus-external-addresses',
    title: 'addresses that may use the internal bus from outside',
    page: 'system-parameters',
    about: 'That they are an allow list is concluded from the name.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': external, '2.1.9.07': perhapsStill(external) },
    advice: [],
  },
  {
    id: 'bus-equipment-addresses',
    title: 'addresses of equipment on the internal bus',
    page: 'system-parameters',
    about: 'That they are an allow list is concluded from the name.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': equipment, '2.1.9.07': perhapsStill(equipment) },
    advice: [],
  },
  {
    id: 'ivr-addresses',
    title: 'addresses that may use the IVR',
    page: 'system-parameters',
    about: 'That they are an allow list is concluded from the name.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': ivr, '2.1.9.07': perhapsStill(ivr) },
    advice: [],
  },
  {
    id: 'virtual-addresses',
    title: 'virtual addresses of the softswitch',
    page: 'system-parameters',
    about:
      'That they are further addresses of its own is concluded from the name; each of them has to be in the rules.',
    verify: 'Compare with the addresses of the host.',
    versions: { '2.1.4.0': virtual, '2.1.9.07': perhapsStill(virtual) },
    advice: [],
  },
  {
    id: 'default-local-address',
    title: 'address that the softswitch sends from',
    page: 'system-parameters',
    about: 'That it is the sender where nothing else says is concluded from the name.',
    verify: 'Read the sender of a request in the debug trace.',
    versions: { '2.1.4.0': local, '2.1.9.07': perhapsStill(local) },
    advice: [],
  },
];
