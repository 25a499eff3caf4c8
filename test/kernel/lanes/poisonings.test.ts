import { poisonings } from '../../../lanes/scenarios/poisonings.js';
import { describeTrial } from './trial.js';

/** With OPTIONS let in: what the default drops cannot poison. */
const scenario = poisonings(true);

describeTrial(
  scenario,
  (_backend, size, result) => {
    test('nobody becomes known without a password, but for the named case', () => {
      const known = result().poisons.filter((poison) => poison.known > 0);
      expect(known.map(({ name }) => name).filter((name) => !name.includes('maddr'))).toEqual([]);
    });

    test('a phone that registers does, and whoever is called back after a long ring', () => {
      const { phones, learned, called } = result();
      expect(phones.registered).toBe(size.attackers);
      expect([learned, called]).toEqual([size.attackers, true]);
    });
  },
  {
    none: (result) => {
      test('each poisoner gets the 200 that it is after', () => {
        const { poisons, attackers } = result();
        expect(poisons.length).toBeGreaterThan(10);
        expect(poisons.filter(({ answered }) => answered !== attackers)).toEqual([]);
      });
    },
  },
);
