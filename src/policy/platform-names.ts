/**
 * Every host that a policy may name. What each stands for, and which have no row yet, is in `src/platform`;
 * `auto` is the host on which a policy is applied.
 */
export const platformNames = [
  'generic',
  'auto',
  'centos6',
  'centos7',
  'el8',
  'el9',
  'el10',
  'fedora',
  'al2023',
  'alpine',
  'debian11',
  'debian12',
  'debian13',
  'ubuntu2004',
  'ubuntu2204',
  'ubuntu2404',
  'ubuntu2604',
] as const;
