import { arrived } from '../../../lanes/cells.js';
import { forged } from '../../../lanes/scenarios/forged.js';
import { office } from '../../../lanes/scenarios/office.js';
import { setsFull } from '../../../lanes/scenarios/sets-full.js';
import { cap, describeTrial, most } from './trial.js';

describeTrial(office, (_backend, size, result) => {
  test('a whole office behind one address gets in', () => {
    expect(result().morning).toMatchObject({ tried: size.phones, registered: size.phones });
  });

  test('its bot meets the limit of a port; its colleagues and everybody else do not notice, and nobody is banned', () => {
    const { attack, office: colleagues, others, banned, report } = result();
    expect(arrived(report, 'bot')).toBeLessThanOrEqual(
      most(attack, { rate: { count: 5, unit: 'second' }, burst: 10 }),
    );
    expect(colleagues.registered).toBe(colleagues.tried);
    expect(others.registered).toBe(others.tried);
    expect(banned).toBe(false);
  });
});

describeTrial(forged, (_backend, size, result) => {
  test('known customers do not notice', () => {
    expect(result().known).toMatchObject({ tried: size.known, registered: size.known });
  });

  test('the others are banned, register all the same, and are banned no longer', () => {
    const { banned, strangers, left } = result();
    expect(banned).toBe(size.strangers);
    expect(strangers).toMatchObject({ tried: size.strangers, registered: size.strangers });
    expect(left).toBe(0);
  });
});

describeTrial(setsFull, (_backend, size, result) => {
  test('known customers do not notice', () => {
    const { during, after } = result();
    expect(during).toMatchObject({ tried: size.phones, registered: size.phones });
    expect(after).toMatchObject({ tried: size.phones, registered: size.phones });
  });

  test('a new source goes on to the common cap, in iptables as soon as entries have run out', () => {
    expect(result().strangers.registered).toBe(size.phones);
  });

  test('of the forged requests the registrar sees what the common cap lets through', () => {
    const { times, report } = result();
    expect(arrived(report, 'bot')).toBeLessThanOrEqual(most({ times, slip: 100 }, cap(size)));
  });
});
