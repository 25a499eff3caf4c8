import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { describeKernel } from '../packets/kernel.js';
import { program } from './plan-for.js';
import { protect, request } from './scenario.js';

const policy = `
vosguard: 1
target: { platform: debian12, backends: [nftables] }
trusted: ["2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`;

/** What the lab's namespace cannot change, and that the policy has addresses of examples: the plan tells both as well. */
const besides =
  /^vosguard: (?:note: net\.netfilter\.nf_conntrack_(?:buckets|max) stays \d+: it cannot be changed here; |example addresses, )/;

describeKernel('a plan beside live peers', (lab) => {
  const folder = temporaryFolder();

  test('tells who of them would be shut out, and by which line', async () => {
    await protect(lab(), 'nftables', policy, { answer: 200 });
    for (const from of ['192.0.2.9', '192.0.2.66', '2001:db8:7::10'])
      await lab().world.send({ from, toPort: 5060, payloads: [request('REGISTER')], count: 1, every: 0 });
    await lab().world.connect({
      from: ['192.0.2.67'],
      toPort: 5060,
      every: 0,
      segments: [request('REGISTER')],
      gap: 0,
      hold: true,
    });
    await lab().answers();
    writeFileSync(join(folder(), 'policy.yaml'), `${policy}blocked: [192.0.2.64/26]\n`);
    const said = await lab().switch.run('sh', [
      '-c',
      'cd "$1" && "$2" "$3" plan 2>&1 >/dev/null',
      'sh',
      folder(),
      process.execPath,
      program,
    ]);
    const lines = said.split('\n').filter((line) => !line.startsWith('policy.yaml'));
    const [first, ...rules] = lines.filter((line) => !besides.test(line));
    expect(first).toBe('would drop 2 of 4 peers seen');
    expect(
      rules
        .filter((line) => line !== '')
        .map((line) => line.trim())
        .sort(),
    ).toEqual([
      'sip.tcp.blocked  policy.yaml:6:10 blocked: 192.0.2.67 to TCP port 5060',
      'sip.udp.blocked  policy.yaml:6:10 blocked: 192.0.2.66 to UDP port 5060',
    ]);
  });
});
