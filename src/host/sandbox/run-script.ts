import { spawn } from 'node:child_process';

/** What a script did that was run apart from the host. */
export type ScriptRun =
  | { readonly kind: 'ran'; readonly record: string; readonly complaints: string }
  | { readonly kind: 'failed'; readonly words: string };

/** Seconds of the clock, and of a processor for each process. */
const SECONDS = 60;
const MOST_OUTPUT = 16 * 2 ** 20;
/** Scripts name tools by their paths, and the host need not have them. */
const PATHS =
  /(?<![\w/])\/(?:usr\/(?:local\/)?)?s?bin\/(ip6?tables(?:-[a-z]+)*|ipset|nft|service|systemctl|sysctl|modprobe)\b/g;
/** Between the record of calls and what the script complained of. */
const MARK = '\u0001complaints\u0001';

/** They write down how they were called, and do nothing. */
const tools = [
  ...['iptables', 'ip6tables'].flatMap((tool) => [
    tool,
    `${tool}-nft`,
    `${tool}-legacy`,
    `${tool}-restore`,
    `${tool}-save`,
  ]),
  ...[
    'ipset',
    'nft',
    'sysctl',
    'modprobe',
    'service',
    'systemctl',
    'chkconfig',
    'update-rc.d',
    'invoke-rc.d',
  ],
  ...[
    'netfilter-persistent',
    'firewall-cmd',
    'ufw',
    'yum',
    'dnf',
    'apt',
    'apt-get',
    'ssh',
    'curl',
    'wget',
    'reboot',
    'shutdown',
  ],
];

/**
 * The stand-in of every tool. Words are separated by US (31), calls by RS (30), so a line break within a word stays one. Nothing
 * is there when a rule is asked for (-C), and a deletion succeeds as often as the same words were added: scripts delete in loops.
 */
const standIn = `#!/bin/sh
tool=\${0##*/}
us=$(printf '\\037')
line=$tool
for word; do line="$line$us$word"; done
case "$tool" in
  *-save) exit 0 ;;
  *-restore) line="$line$(printf '\\035')$(cat)" ;;
  ipset) case "$1" in restore|-R) line="$line$(printf '\\035')$(cat)" ;; list|save|-L|-S|test|-T) exit 1 ;; esac ;;
  iptables*|ip6tables*)
    for word; do case "$word" in -C|--check) exit 1 ;; -D|--delete) gone=1 ;; esac; done
    if [ -n "$gone" ]; then
      plain=$(printf '%s' "$line" | tr '\\037\\n' '| ' | sed 's/|--*[Dd][a-z]*|/|X|/')
      [ "$(grep -cxF -e "$plain" /record/added)" -gt "$(grep -cxF -e "$plain" /record/deleted)" ] || exit 1
      printf '%s\\n' "$plain" >> /record/deleted
    else
      printf '%s' "$line" | tr '\\037\\n' '| ' | sed 's/|--*[AaIi][a-z]*|/|X|/' >> /record/added
      echo >> /record/added
    fi ;;
esac
printf '%s\\036' "$line" >> /record/calls
exit 0
`;

/**
 * A root of its own in memory: programs of the host to be read, no other file of it; nothing is on the disk that it could write.
 * Then the host's root is let go of, every right is dropped, and the script runs as nobody.
 */
const inside = `set -e
umask 022
mount -t tmpfs -o size=32m,mode=755 none /mnt
cd /mnt
mkdir -p bin sbin usr lib lib64 tmp dev proc record stand old etc root home
for dir in usr bin sbin lib lib64; do
  if [ -L "/$dir" ]; then rmdir "$dir" 2>/dev/null; ln -s "$(readlink "/$dir")" "$dir"
  elif [ -d "/$dir" ]; then mount --rbind "/$dir" "$dir"; mount -o remount,bind,ro,nosuid,nodev "$dir" 2>/dev/null || mount -o remount,bind,ro "$dir"; fi
done
for file in null zero; do : > "dev/$file"; mount --bind "/dev/$file" "dev/$file"; done
printf 'root:x:0:0::/root:/bin/sh\\nnobody:x:65534:65534::/:/bin/sh\\n' > etc/passwd
cat > stand/stand-in <<'STAND'
${standIn}STAND
chmod 755 stand/stand-in
for tool in ${tools.join(' ')}; do ln -s stand-in "stand/$tool"; done
: > record/calls; : > record/added; : > record/deleted; : > record/complaints
cat > script
chmod 777 record tmp; chmod 666 record/*; chmod 755 script
mount -t proc none proc
pivot_root . old
cd /
umount -l /old
ulimit -f 32768; ulimit -t ${SECONDS}; ulimit -u 256 2>/dev/null || true; ulimit -v 1048576 2>/dev/null || true
case "$(head -n 1 /script)" in *bash*) shell=$(command -v bash || echo sh) ;; *) shell=sh ;; esac
export PATH=/stand:/usr/local/bin:/usr/bin:/bin HOME=/root LC_ALL=C
set +e
$DROP "$shell" /script > /dev/null 2> /record/complaints < /dev/null
cat /record/calls
printf '${MARK.replaceAll('\u0001', '\\001')}'
head -c 65536 /record/complaints
`;

/**
 * Runs a script of a stranger with stand-ins for the tools that it calls, in namespaces of its own (users, mounts, processes,
 * network): no file of the host can be written, no other than programs read, no packet sent. It is killed with all it started.
 */
export function runScript(text: string): Promise<ScriptRun> {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? [] : ['--user', '--map-root-user'];
  const words = [
    ...user,
    '--mount',
    '--net',
    '--ipc',
    '--uts',
    '--pid',
    '--fork',
    '--kill-child',
    'sh',
    '-c',
    inside,
  ];
  // Root of a namespace of users has no other user to become; without rights it is nobody too.
  const drop = `setpriv --no-new-privs --bounding-set=-all --inh-caps=-all${isRoot ? ' --reuid=65534 --regid=65534 --clear-groups' : ''}`;
  return new Promise((done) => {
    const child = spawn('unshare', words, {
      stdio: 'pipe',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DROP: drop, LC_ALL: 'C' },
      cwd: '/',
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      output += data;
      if (output.length > MOST_OUTPUT) child.kill('SIGKILL');
    });
    child.stderr.on('data', (data) => {
      errors = `${errors}${data}`.slice(-2000);
    });
    child.stdin.on('error', () => {});
    child.on('error', (error) => done({ kind: 'failed', words: error.message }));
    child.on('close', () => done(endOf(output, errors)));
    child.stdin.end(text.replace(PATHS, '/stand/$1'));
  });
}

function endOf(output: string, errors: string): ScriptRun {
  const at = output.lastIndexOf(MARK);
  if (at >= 0)
    return { kind: 'ran', record: output.slice(0, at), complaints: output.slice(at + MARK.length) };
  return {
    kind: 'failed',
    words: errors.trim().split('\n').slice(-2).join('; ') || `it did not end within ${SECONDS} s`,
  };
}
