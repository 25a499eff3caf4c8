import { spawn } from 'node:child_process';
import { readlinkSync, writeFileSync } from 'node:fs';

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
 * The stand-in of every tool. Words are separated by US (31), calls by RS (30), so a line break within a word stays one. What a tool
 * would read, from its standard input or from a file that it is given, is written down too. Nothing is there when a rule is asked for
 * (-C), and a deletion succeeds as often as the same words were added: scripts delete in loops.
 */
const standIn = `#!/bin/sh
tool=\${0##*/}
us=$(printf '\\037')
line=$tool
file=
verb=
takes=
for word; do
  line="$line$us$word"
  case "$takes$word" in
    -f|-file|--file|-w*|-W*|-T|-M|--wait*|--table|--modprobe) case "$word" in -f|-file|--file) takes=file ;; esac ;;
    file*) [ -f "$word" ] && file=$word; takes= ;;
    -*) ;;
    *) verb=\${verb:-$word}; case "$tool" in *-restore) [ -f "$word" ] && file=$word ;; esac ;;
  esac
  case "$word" in -[A-Z]) verb=\${verb:-$word} ;; esac
done
read_all() { printf '\\035'; if [ -n "$file" ]; then cat "$file"; else cat; fi; }
case "$tool" in
  *-save) exit 0 ;;
  *-restore) line="$line$(read_all)" ;;
  ipset) case "$verb" in restore|-R) line="$line$(read_all)" ;; list|save|-L|-S|test|-T) exit 1 ;; esac ;;
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

/** Processes at once, their bytes of memory each, 16 GiB in sum, and of a file. dash has no `ulimit -u`. */
const LIMITS = '--nproc=64 --as=268435456 --fsize=16777216';

/**
 * A root of its own in memory: programs of the host to be read, no other file of it; nothing is on the disk that it could write, also
 * where another file system is mounted below /usr. Then the host's root is let go of, no more namespaces of users may be made,
 * every right is dropped, and the script runs as nobody. When it is done all that it has started is killed, and what was written
 * down is read without any right too, for the script could have put anything in its place.
 */
const inside = `set -e
umask 022
mount -t tmpfs -o size=32m,mode=755 none /mnt
cd /mnt
mkdir -p bin sbin usr lib lib64 tmp dev proc record stand old etc/alternatives root home
readonly_at() { mount -o remount,bind,ro,nosuid,nodev "$1" 2>/dev/null || mount -o remount,bind,ro "$1"; }
for dir in usr bin sbin lib lib64 etc/alternatives; do
  if [ -L "/$dir" ]; then rmdir "$dir" 2>/dev/null; ln -s "$(readlink "/$dir")" "$dir"
  elif [ -d "/$dir" ]; then mount --rbind "/$dir" "$dir"; fi
done
while read -r _ _ _ _ point _; do
  case "$point" in /mnt/usr*|/mnt/bin*|/mnt/sbin*|/mnt/lib*|/mnt/etc/*)
    at=$(printf '%b' "$point")
    if [ -e "$at" ]; then readonly_at "$at"; fi ;;
  esac
done < /proc/self/mountinfo
for file in null zero; do : > "dev/$file"; mount --bind "/dev/$file" "dev/$file"; done
printf 'root:x:0:0::/root:/bin/sh\\nnobody:x:65534:65534::/:/bin/sh\\n' > etc/passwd
cat > stand/stand-in <<'STAND'
${standIn}STAND
chmod 755 stand/stand-in
for tool in ${tools.join(' ')}; do ln -s stand-in "stand/$tool"; done
: > record/calls; : > record/added; : > record/deleted; : > record/complaints
cat > script
chmod 777 tmp; chmod 666 record/*; chmod 755 record script
mount -t proc none proc
if [ -n "$OWN_USERS" ]; then echo 0 > proc/sys/user/max_user_namespaces; fi
pivot_root . old
cd /
umount -l /old
ulimit -t ${SECONDS}
case "$(head -n 1 /script)" in *bash*) shell=$(command -v bash || echo sh) ;; *) shell=sh ;; esac
export PATH=/stand:/usr/local/bin:/usr/bin:/bin HOME=/root LC_ALL=C
set +e
prlimit ${LIMITS} $DROP "$shell" /script > /dev/null 2> /record/complaints < /dev/null
export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
kill -KILL -1
told() { if [ -f "$1" ] && [ ! -L "$1" ]; then $DROP head -c "$2" "$1"; fi; }
told /record/calls ${MOST_OUTPUT}
printf '${MARK.replaceAll('\u0001', '\\001')}'
told /record/complaints 65536
`;

/** Until root outside has said which users there are, nobody has a right here. */
const waiting = 'while [ -z "$(cat /proc/self/uid_map)" ]; do sleep 0.02; done; exec sh -c "$INSIDE"';

const namespaces = ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child'];

/**
 * Runs a script of a stranger with stand-ins for the tools that it calls, in namespaces of its own (users, mounts, processes,
 * network): no file of the host can be written, no other than programs read, no packet sent. It is killed with all it started.
 */
export async function runScript(text: string): Promise<ScriptRun> {
  const script = text.replace(PATHS, '/stand/$1');
  if (process.getuid?.() !== 0) return runIn(['--user', '--map-root-user'], 'own', script);
  const apart = await runIn(['--user'], 'mapped', script);
  // A host that lets nobody make namespaces of users lets the script make none either.
  return apart.kind === 'failed' && /unshare/.test(apart.words) ? runIn([], 'host', script) : apart;
}

/** Whose users there are: those that unshare has made, those that root here makes, those of the host. */
type Users = 'own' | 'mapped' | 'host';

function runIn(user: readonly string[], users: Users, script: string): Promise<ScriptRun> {
  // Root of a namespace without other users has none to become; without rights it is nobody too.
  const other = users === 'own' ? '' : ' --reuid=65534 --regid=65534 --clear-groups';
  const drop = `setpriv --no-new-privs --bounding-set=-all --inh-caps=-all${other}`;
  const begin = users === 'mapped' ? waiting : 'exec sh -c "$INSIDE"';
  const words = [...user, ...namespaces, 'sh', '-c', begin];
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DROP: drop, LC_ALL: 'C', INSIDE: inside };
  return new Promise((done) => {
    const child = spawn('unshare', words, {
      stdio: 'pipe',
      env: { ...env, OWN_USERS: users === 'host' ? '' : 'yes' },
      cwd: '/',
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let errors = '';
    const mapping =
      users === 'mapped'
        ? mapSoon(child.pid, () => {
            errors = 'unshare: no users can be named there';
            child.kill('SIGKILL');
          })
        : undefined;
    child.stdout.on('data', (data) => {
      output += data;
      if (output.length > 2 * MOST_OUTPUT) child.kill('SIGKILL');
    });
    child.stderr.on('data', (data) => {
      errors = `${errors}${data}`.slice(-2000);
    });
    child.stdin.on('error', () => {});
    child.on('error', (error) => done({ kind: 'failed', words: error.message }));
    child.on('close', () => {
      clearInterval(mapping);
      done(endOf(output, errors));
    });
    child.stdin.end(script);
  });
}

/** As soon as the process is in its namespace. */
function mapSoon(pid: number | undefined, refused: () => void): NodeJS.Timeout {
  const timer = setInterval(() => {
    const mapped = mapUsers(pid);
    if (mapped !== 'not yet') clearInterval(timer);
    if (mapped === 'refused') refused();
  }, 5);
  return timer;
}

/** Root and nobody, once the process has a namespace of users that is not ours. */
function mapUsers(pid: number | undefined): 'done' | 'not yet' | 'refused' {
  if (pid === undefined) return 'refused';
  try {
    if (readlinkSync(`/proc/${pid}/ns/user`) === readlinkSync('/proc/self/ns/user')) return 'not yet';
    for (const map of ['uid_map', 'gid_map']) writeFileSync(`/proc/${pid}/${map}`, '0 0 1\n65534 65534 1\n');
    return 'done';
  } catch {
    return 'refused';
  }
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
