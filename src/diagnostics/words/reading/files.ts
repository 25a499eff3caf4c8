import { entry } from '../entry.js';

interface File {
  readonly path: string;
}

/** VG101 to VG109: a file cannot be had, or is not text. */
export const fileWords = {
  VG101: entry<File>({
    severity: 'error',
    title: 'file not found',
    what: ({ path }) => `There is no file ${path}.`,
    why: 'What it should say is missing from the policy, and a firewall with a part missing is worse than none.',
    instead: () =>
      'Check the spelling. A path in a file starts at the folder of that file; a path on the command line starts where you are.',
    example: { wrong: 'include: carriers.yml', right: 'include: carriers.yaml' },
  }),
  VG102: entry<File>({
    severity: 'error',
    title: 'file cannot be read',
    what: ({ path }) => `The system does not let vosguard read ${path}.`,
    why: 'What it should say is missing from the policy.',
    instead: () => 'Check its owner and rights with ls -l, and that no link on the way leads back to itself.',
    example: {
      wrong: '# carriers.yaml is -rw------- root',
      right: '# carriers.yaml is -rw-r----- root vosguard',
    },
  }),
  VG103: entry<File>({
    severity: 'error',
    title: 'not a regular file',
    what: ({ path }) => `${path} is a directory, a pipe or a device, not a regular file.`,
    why: 'Such a thing has no fixed content: reading it may never end, and the same policy would not give the same rules twice.',
    instead: () => 'Name a regular file. To use what a program prints, save it to a file first.',
    example: { wrong: 'include: conf.d', right: 'include: [conf.d/carriers.yaml, conf.d/office.yaml]' },
  }),
  VG104: entry<File>({
    severity: 'error',
    title: 'file outside the policy folder',
    what: ({ path }) =>
      `${path} is not in the folder of the policy or below it, or is a link that leads out of it, so it was not opened.`,
    why: 'A policy from somebody else could otherwise make vosguard, which runs as root, read any file of this host and print lines of it.',
    instead: () =>
      'Copy the file beside the policy, name the file that the link leads to, or allow it for this run with --allow-outside. Links in /etc/vosguard, where only root can put one, are followed.',
    example: {
      wrong: 'include: /srv/feeds/carriers.yaml',
      right: 'include: carriers.yaml',
    },
  }),
  VG105: entry<File & { readonly limit: number }>({
    severity: 'error',
    title: 'file too large',
    what: ({ path, limit }) => `${path} is larger than ${limit / 1024 / 1024} MiB.`,
    why: 'No policy that a person wrote is that large, so it is probably the wrong file, and reading it all could take the host down.',
    instead: () =>
      'Check that it is the right file. Long lists of addresses belong in a list file, one entry a line.',
    example: {
      wrong: 'addresses: { blocklist: [192.0.2.1, 192.0.2.2] }  # and a million more',
      right: 'addresses: { blocklist: { file: lists/blocklist.netset } }',
    },
  }),
  VG106: entry<File>({
    severity: 'error',
    title: 'not a text file',
    what: ({ path }) => `${path} is not text in UTF-8.`,
    why: 'It is a binary file or was saved in another encoding, such as UTF-16, and vosguard would have to guess what it says.',
    instead: () =>
      'Check that it is the right file, and save it as UTF-8; iconv -f UTF-16 -t UTF-8 converts it.',
    example: { wrong: '# policy.yaml saved as "Unicode"', right: '# policy.yaml saved as "UTF-8"' },
  }),
  VG107: entry<{ readonly character: string }>({
    severity: 'error',
    title: 'control character',
    what: ({ character }) => `There is a character here that cannot be seen: ${character}.`,
    why: 'A file must say what it seems to say; YAML allows no control characters but tab and line end.',
    instead: () => 'Delete it. It often comes along when text is copied from a terminal or a web page.',
    example: { wrong: 'name: switch\\x07', right: 'name: switch' },
  }),
} as const;
