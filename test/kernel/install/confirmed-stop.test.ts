import { describeHosts } from './describe.js';
import { backendOption, next, old } from './policies.js';

/** A power cut behind the word `confirmed`, and before the first file that a start reads. */
for (const backend of ['nftables', 'iptables-legacy'] as const)
  describeHosts('a stop between a confirmation and the files of the boot', backend, (host) => {
    const confirmAndStop = async (name: string) => {
      const apply = host().begin(name, [...backendOption(backend), '--confirm', '60']);
      const code = await apply.said(/confirm (\d+)\n/);
      host().sh(`cd ${host().root}/var/lib/vosguard/snapshots/$(cat ${host().root}/var/lib/vosguard/pending)
        echo confirmed > word && ln word decision && echo another-boot > boot`);
      await host().boot();
      await apply.end;
      return code;
    };

    test('the next start brings it to its end', async () => {
      host().put('old', old);
      host().put('next', next);
      expect(host().install('old', ...backendOption(backend), '--yes')).toMatchObject({ status: 0 });
      await confirmAndStop('next');
      const started = host().run(['sh', `${host().root}/etc/vosguard/start`, '--root', host().root]);
      expect(started.err).toContain('the last apply was confirmed just before the stop');
      expect(started.status).toBe(0);
      expect(host().state('applied')).toBe('000002');
      expect(host().install('next', '--status')).toMatchObject({ status: 0 });
    });

    test('of a first apply nothing is loaded, and that is said', async () => {
      host().put('old', old);
      const code = await confirmAndStop('old');
      const words =
        'it was confirmed, and the host stopped before anything was written for its next start: apply it again';
      expect(host().install('old', '--status')).toMatchObject({
        status: 1,
        err: expect.stringContaining(words),
      });
      expect(host().install('old', 'confirm', code)).toMatchObject({
        status: 3,
        err: expect.stringContaining(words),
      });
      expect(host().install('old', ...backendOption(backend), '--yes')).toMatchObject({ status: 0 });
      expect(host().install('old', '--status')).toMatchObject({ status: 0 });
    });
  });
