/** The hosts whose tools are known by name. The versions that each stands for are in `src/platform`. */
export const platformNames = [
  'generic',
  'centos6',
  'centos7',
  'el8',
  'el9',
  'debian11',
  'debian12',
  'debian13',
  'ubuntu2004',
  'ubuntu2204',
  'ubuntu2404',
] as const;

export type PlatformName = (typeof platformNames)[number];
