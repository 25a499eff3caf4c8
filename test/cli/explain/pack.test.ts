import { packs, pinned } from '../../../src/sip/packs.js';
import { temporaryFolder } from '../temporary-folder.js';
import { vosguard } from '../vosguard.js';

const folder = temporaryFolder();
const told = async (reference: string) => {
  const { status, out, err } = await vosguard(folder(), ['explain', reference]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return out;
};

test.each(packs.map((pack) => [pinned(pack), pack] as const))(
  '%s is told with each signature, its text, its evidence and what else it hits',
  async (reference, { signatures }) => {
    const out = await told(reference);
    const parts = out.trimEnd().split('\n\n').slice(2);
    expect(parts.map((part) => part.split('\n')[0])).toEqual(signatures.map(({ id }) => id));
    signatures.forEach(({ pattern, evidence, falsePositives }, index) => {
      const part = parts[index]?.replace(/\s+/g, ' ') ?? '';
      for (const text of [`"${pattern.text}"`, ...evidence.map(({ address }) => address)]) {
        expect(part).toContain(text);
      }
      expect(part).toContain(`hits too ${falsePositives ?? 'nothing honest that is known'}`);
    });
  },
);

test('a name means the newest version, in any case', async () => {
  expect(await told('Honest-Tools')).toBe(await told('honest-tools@2'));
  expect(await told('honest-tools@2')).toMatch(/^honest-tools@2: 7 signatures, the newest version\n/);
  expect(await told('honest-tools@1')).toMatch(
    /^honest-tools@1: 6 signatures, kept for policies that pin it\n/,
  );
});

test('the cost is the number of searches and the bytes of each', async () => {
  const out = await told('honest-tools@2');
  expect(out).toContain('2 searches through the whole message, for 18 and 17 bytes'); // sipsak
  expect(out).toContain('a search through the whole message, for 22 bytes'); // nmap-probe
});
