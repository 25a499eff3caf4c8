/** Targets that the kernel has without a module. */
const builtIn: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'RETURN']);

/**
 * Of rules for iptables-restore, the first for each extension, in the chains that they go to: enough to see whether a kernel takes
 * the form. None that names a set, and no jump from the kernel's own chains: nothing else has to stand for them.
 */
export function sampleRules(text: string): string {
  const seen = new Set<string>();
  return text
    .split('\n')
    .filter((line) => {
      if (/^[*:]|^COMMIT/.test(line)) return true;
      if (!line.startsWith('-A VG-') || / --match-set | -j SET /.test(line)) return false;
      const fresh = extensionsOf(line).filter((name) => !seen.has(name));
      for (const name of fresh) seen.add(name);
      return fresh.length > 0;
    })
    .map((line) => `${line}\n`)
    .join('');
}

const extensionsOf = (line: string): readonly string[] =>
  [...line.replaceAll(/"[^"]*"/g, '""').matchAll(/ -([mj]) (\S+)/g)]
    .map(([, , name = '']) => name)
    .filter((name) => !builtIn.has(name) && !name.startsWith('VG-'));

/** The modules that iptables-nft misses: `Warning: Extension u32 revision 0 not supported, missing kernel module?` */
export function missingModules(output: string): readonly string[] {
  const names = [...output.matchAll(/Extension (\w+) .*missing kernel module/g)].map(
    ([, name = '']) => `xt_${name}`,
  );
  return [...new Set(names)].toSorted();
}

/**
 * What brings these modules to a host, by `/etc/os-release` and `uname -r`; install.sh says the same. RHEL 10 and what is built from
 * its sources have them in a package that images come without (kops pull request 18724); xt_u32 is in no package since RHEL 9.
 */
export function modulesAdvice(missing: readonly string[], osRelease: string, release: string): string {
  const told = (key: string) => new RegExp(`^${key}=["']?([^"'\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  const like = `${told('ID')} ${told('ID_LIKE')}`.split(' ');
  const major = told('VERSION_ID').split('.')[0] ?? '';
  const isRedHat = like.includes('rhel') || like.includes('centos');
  if (isRedHat && missing.includes('xt_u32'))
    return `Red Hat has taken xt_u32 out of this kernel, and no package has it: set target.platform to el${major} and compile again`;
  const extra = (isRedHat && /^1\d$/.test(major)) || (like.includes('fedora') && /^\d\d$/.test(major));
  if (extra) return `the package kernel-modules-extra-${release} has such modules`;
  if (like.includes('ubuntu')) return `the package linux-modules-extra-${release} has such modules`;
  return 'see which package of this kernel has them';
}
