import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { notRun } from '../packets/kernel.js';
import { missingForLab } from '../packets/requirements.js';
import { testOnKernel, wrong } from './test-command.js';

const reason = missingForLab();
const describeHere = reason === undefined ? describe : describe.skip;
if (reason !== undefined) notRun('streams of a policy on kernels', reason);

const policy = `
vosguard: 1
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { ports: { udp: [5060], tcp: [5060], encrypted: { tcp: [5061] } }, strangers: { bytes: { stray: 2kB/s burst 2kB } } }
tests:
  - name: cut inside the method and inside a header
    answer: { REGISTER: 401 }
    send: { from: 192.0.2.77, transport: tcp, method: REGISTER, size: 400, stream: { requests: 3, cuts: [3, 700] } }
    expect: { delivered: 1, banned: false }
    then:
      - send: { from: 192.0.2.77, transport: tcp, method: REGISTER, stream: { connections: kept, ends: reset } }
        expect: { delivered: 1 }
  - name: closed in order, over IPv6
    answer: { REGISTER: 401 }
    send: { from: "2001:db8:7::5", transport: tcp, method: REGISTER, size: 400, stream: { requests: 2, cuts: [9], ends: close } }
    expect: { delivered: 1 }
    then:
      - send: { from: "2001:db8:7::5", transport: tcp, method: REGISTER, stream: { connections: kept } }
        expect: { delivered: 1 }
  - name: one packet that the card has made of many
    send: { from: 192.0.2.79, transport: tcp, method: REGISTER, size: 400, stream: { requests: 20, merged: true } }
    expect: { delivered: 0 }
  - name: the same in segments, on the port that nothing is read on
    send: { from: 192.0.2.80, transport: tcp, port: 5061, method: REGISTER, size: 400, stream: { requests: 10 } }
    expect: { delivered: 1 }
  - name: connections that are held open are still there
    ports: 20
    send: { from: 192.0.2.81, transport: tcp, method: REGISTER, count: 20, every: 20ms }
    expect: { delivered: 20 }
    then:
      - wait: 1s
        send: { from: 192.0.2.81, transport: tcp, method: REGISTER, count: 20, every: 20ms, stream: { connections: kept } }
        expect: { delivered: 20 }
  - name: a connection that was reset is over
    send: { from: 192.0.2.78, transport: tcp, method: REGISTER, user_agent: friendly-scanner }
    expect: { delivered: 0, banned: true }
    then:
      - send: { from: 192.0.2.78, transport: tcp, method: REGISTER, stream: { connections: kept } }
        expect: { delivered: 0 }
`;

describeHere('what a policy says of writes and connections', () => {
  import.meta.jest.setTimeout(300_000);
  const folder = temporaryFolder();

  test('the evaluator and every kernel say the same', async () => {
    writeFileSync(join(folder(), 'policy.yaml'), policy);
    const { status, tests } = await testOnKernel(folder());
    expect(wrong(tests)).toEqual([]);
    expect({ status, played: tests.length }).toEqual({ status: 0, played: 30 });
  });
});
