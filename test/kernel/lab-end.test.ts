import { readdirSync, readlinkSync } from 'node:fs';
import type { Agent } from '../../src/host/lab/agent.js';
import { describeKernel } from '../packets/kernel.js';
import { Lab } from '../packets/lab.js';
import { payload, sipRequest } from '../packets/sip.js';

const register = payload(sipRequest({ method: 'REGISTER' }));

describeKernel('the end of a laboratory', () => {
  test('leaves no process and no namespace', async () => {
    const lab = await Lab.start();
    const pids = [lab.world.pid, lab.switch.pid];
    await lab.reset();
    pids.push(lab.switch.pid);
    const own = [namespaceOf(lab.world.pid), namespaceOf(lab.switch.pid)];
    expect(new Set([...own, namespaceOf(process.pid)]).size).toBe(3);
    await lab.close();
    await lab.close();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const left = readdirSync('/proc').filter((name) => own.includes(namespaceOf(name)));
    expect(left).toEqual([]);
  });

  test.each(['world', 'switch'] as const)(
    'a %s that dies is an error of every call, not a wait',
    async (side) => {
      const lab = await Lab.start();
      const waiting = expect(lab[side].run('sleep', ['3'])).rejects.toThrow(
        `the laboratory's ${side} ended (SIGKILL)`,
      );
      process.kill(lab[side].pid, 'SIGKILL');
      await waiting;
      await expect(lab[side].arrivals()).rejects.toThrow('ended (SIGKILL)');
      await lab.close();
    },
  );

  test('comes by itself when its time is over', async () => {
    const lab = await Lab.start({ deadline: 2 });
    const sending = lab.world.send({
      from: '192.0.2.1',
      toPort: 9,
      payloads: [register],
      count: 1e9,
      every: 1,
    });
    await expect(sending).rejects.toThrow("the laboratory's 2 s are over");
    await lab.close();
  });
});

describeKernel('what a laboratory says when it fails', (lab) => {
  test('rules that do not load: the words of the tool', async () => {
    const artifacts = new Map([['nftables.nft', 'table inet x { chain y { bogus } }\n']]);
    await expect(lab().load('nftables', artifacts)).rejects.toThrow(
      /nft -f - on the switch: .*syntax error/s,
    );
    await expect(lab().load('iptables-nft', artifacts)).rejects.toThrow(
      'nothing for iptables-nft in nftables.nft',
    );
  });

  test('a program that is not there', async () => {
    await expect(lab().switch.run('no-such-program', [])).rejects.toThrow(
      'switch: spawn no-such-program ENOENT',
    );
  });

  test('datagrams lost in a full receive buffer are not taken for drops', async () => {
    await lab().switch.listen({ udp: [5060] });
    await frozen(lab().switch, () =>
      lab().world.forge({ first: '198.19.0.0', toPort: 5060, payload: register, count: 40_000, every: 0 }),
    );
    await expect(lab().delivered()).rejects.toThrow(/the switch was too slow and lost \d+ datagrams/);
  });
});

/** `net:[4026531840]`; empty for what is no process. */
function namespaceOf(pid: number | string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return '';
  }
}

async function frozen(agent: Agent, work: () => Promise<unknown>): Promise<void> {
  process.kill(agent.pid, 'SIGSTOP');
  await work().finally(() => process.kill(agent.pid, 'SIGCONT'));
}
