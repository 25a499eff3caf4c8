import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportText } from '../../src/bans/list-text.js';
import { readAddress } from '../../src/net/read-address.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';

const folder = temporaryFolder();

test('the two lines that it advises keep the sources out', async () => {
  const bans = ['198.51.100.7', '2001:db8:5:6::'].map((text) => {
    const read = readAddress(text);
    if (read.kind === 'fault') throw new Error(text);
    return {
      address: read.address,
      left: 60,
      of: undefined,
      reason: { kind: 'hand', text: "it's # so" } as const,
    };
  });
  const list = exportText(bans as never, 'list');
  const advice = [...list.matchAll(/^# ((?:addresses|blocked): .*)$/gm)].map(([, line = '']) => line);
  expect(advice).toHaveLength(2);
  writeFileSync(join(folder(), 'bans.list'), list);
  const text = `vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n${advice.join('\n').replace('THIS_FILE', 'bans.list')}\n`;
  writeFileSync(join(folder(), 'policy.yaml'), text);
  expect(await vosguard(folder(), ['compile', '-o', 'out'])).toMatchObject({ status: 0 });
  const { out } = await vosguard(folder(), [
    'explain',
    'policy.yaml',
    '--from',
    '198.51.100.7',
    '--method',
    'REGISTER',
  ]);
  expect(out).toContain('blocked');
});
