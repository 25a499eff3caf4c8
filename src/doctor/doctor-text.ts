import type { Examined } from './examine.js';

/** For people: the platform row, what can be done, and each finding with what it means here. */
export function doctorText({ platform, can, findings }: Examined, host: string): string {
  const works = [...can].filter(([, answer]) => answer === 'yes').map(([name]) => name);
  const told = findings.map(
    ({ severity, what, means, write }) =>
      `${severity === 'problem' ? 'problem' : 'note   '}  ${what}\n         ${means}\n${write === undefined ? '' : `         -> ${write}\n`}`,
  );
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  return [
    `${host}\n`,
    `target: { platform: ${platform} }\n`,
    `loads: ${works.join(', ') || 'nothing'}\n\n`,
    ...told,
    `\n${problems === 0 ? 'no problem' : problems === 1 ? '1 problem' : `${problems} problems`}, ${findings.length - problems} notes\n`,
  ].join('');
}

export const doctorJson = ({ platform, can, findings }: Examined) => ({
  format: 1,
  platform,
  probes: Object.fromEntries(can),
  findings: findings.map(({ write, ...finding }) => ({ ...finding, write: write ?? null })),
});
