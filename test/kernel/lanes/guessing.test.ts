import { arrived } from '../../../lanes/cells.js';
import { bruteForce } from '../../../lanes/scenarios/brute-force.js';
import { slowScan } from '../../../lanes/scenarios/slow-scan.js';
import { describeTrial } from './trial.js';

/** Six refusals are free, the seventh bans; parole lets two more through at once and one in five seconds. */
const least = 7;
const most = 12;

describe.each([403, 401] as const)('a wrong password is answered %d', (wrong) => {
  describeTrial(bruteForce(wrong), (_backend, _size, result) => {
    test('the guesser is banned before it is right, and nobody else is', () => {
      const { told, banned, attacker, report } = result();
      expect(told.cracked).toBe(false);
      expect(banned).toEqual([attacker]);
      expect(arrived(report, 'guess')).toBeGreaterThanOrEqual(least);
      expect(arrived(report, 'guess')).toBeLessThanOrEqual(most);
    });

    test('the owner of the account registers all the while', () => {
      const { phones } = result();
      expect(phones.registered).toBe(phones.tried);
    });
  });
});

describeTrial(slowScan, (_backend, _size, result) => {
  test('the scanner is banned before it finds an extension', () => {
    const { told, banned, attacker, report } = result();
    expect(told.found).toEqual([]);
    expect(banned).toEqual([attacker]);
    expect(arrived(report, 'scan')).toBeGreaterThanOrEqual(least);
    expect(arrived(report, 'scan')).toBeLessThanOrEqual(most);
  });
});
