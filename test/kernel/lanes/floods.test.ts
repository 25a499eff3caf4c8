import { arrived } from '../../../lanes/cells.js';
import { botnet } from '../../../lanes/scenarios/botnet.js';
import { coldStart } from '../../../lanes/scenarios/cold-start.js';
import { storm } from '../../../lanes/scenarios/storm.js';
import { cap, describeTrial, most } from './trial.js';

describeTrial(botnet, (_backend, size, result) => {
  test('every customer is learned, and registers again', () => {
    const { learned, phones } = result();
    expect(learned).toBe(size.phones);
    expect(phones).toMatchObject({ tried: size.rounds * size.phones, registered: size.rounds * size.phones });
  });

  test('of the bots the registrar sees what the common cap lets through', () => {
    const { attack, report } = result();
    expect(arrived(report, 'bot')).toBeGreaterThan(0);
    expect(arrived(report, 'bot')).toBeLessThanOrEqual(most(attack, cap(size)));
    expect(attack.times.length).toBeGreaterThan(4 * most(attack, cap(size)));
  });
});

describeTrial(storm, (_backend, size, result) => {
  test('everybody registers', () => {
    expect(result().phones).toMatchObject({ tried: size.phones, registered: size.phones });
  });

  test('of the bots the registrar sees what the common cap lets through', () => {
    const { attack, report } = result();
    expect(arrived(report, 'bot')).toBeLessThanOrEqual(most(attack, cap(size)));
  });
});

describeTrial(coldStart, (_backend, size, result) => {
  test('whoever was known before registers', () => {
    expect(result().saved).toMatchObject({ tried: size.saved, registered: size.saved });
  });

  test('whoever comes anew registers, within the common cap', () => {
    const { attack, strangers, report } = result();
    expect(strangers).toMatchObject({ tried: size.phones, registered: size.phones });
    expect(arrived(report, 'bot', 'stranger')).toBeLessThanOrEqual(
      // A stranger that is let in and learned needs the cap no longer: two requests each at most come on top.
      most(attack, cap(size)) + 2 * strangers.registered,
    );
  });
});
