import { journal } from '../../src/host/writing.js';

function recorded() {
  const log = journal();
  const events: string[] = [];
  const step = (name: string) =>
    log.step(
      () => void events.push(name),
      () => void events.push(`undo ${name}`),
    );
  return { log, events, step };
}

test('takes steps back, the last one first, and clears away afterwards', () => {
  const { log, events, step } = recorded();
  log.atEnd(() => void events.push('clear'));
  step('a');
  step('b');
  expect(log.rollBack()).toBe(true);
  expect(events).toEqual(['a', 'b', 'undo b', 'undo a', 'clear']);
});

test('a step that failed has no way back', () => {
  const { log, events, step } = recorded();
  step('a');
  const fail = () => {
    throw new Error('no');
  };
  expect(() => log.step(fail, () => void events.push('undo b'))).toThrow('no');
  log.rollBack();
  expect(events).toEqual(['a', 'undo a']);
});

test('one way back that fails does not stop the others, and is told', () => {
  const { log, events, step } = recorded();
  step('a');
  log.step(
    () => undefined,
    () => {
      throw new Error('no way back');
    },
  );
  expect(log.rollBack()).toBe(false);
  expect(events).toEqual(['a', 'undo a']);
});

test('a good end clears away and takes nothing back', () => {
  const { log, events, step } = recorded();
  log.atEnd(() => void events.push('clear'));
  step('a');
  log.finish();
  expect(events).toEqual(['a', 'clear']);
});
