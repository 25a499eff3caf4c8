import { createHash } from 'node:crypto';

/**
 * Runs install.sh on the host. Words: SSH_CONNECTION, a mark for the lines that are for us, the length of what comes on standard
 * input, the sum of install.sh, and the installer's own words. The files come first, split by awk, since neither tar nor base64 is
 * on every host; then one word may come, `back`. TERM it is because a shell starts its background jobs with INT ignored, and
 * what is ignored then cannot be caught. The folder is where root alone writes, if it may and the files fit. dash gives such a job /dev/null to read before it looks at `<&0`, hence the 3. Nothing here ends with the connection: a write to it fails, and that is all.
 */
export const INSTALLER_SCRIPT = String.raw`umask 077
trap '' PIPE
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
connection=$1 mark=$2 bytes=$3 sum=$4
shift 4
tell() { printf '%s %s\t%s\t%s\n' "$mark" "$@" >&2; }
finish() {
	cd /
	rm -rf "$folder"
	tell ended "$1" ''
	exit "$1"
}
for tool in mktemp head awk sha256sum; do
	command -v "$tool" > /dev/null 2>&1 || { echo "the tool $tool is missing there" >&2; exit 3; }
done
[ -n "$TMPDIR" ] || TMPDIR=/tmp
folder=
for place in /run /var/lib "$TMPDIR"; do
	free=$(df -Pk "$place" 2> /dev/null | awk 'NR == 2 { print $4 }')
	if [ "$place" != "$TMPDIR" ]; then [ "$(id -u)" = 0 ] && [ "$free" -gt $((bytes / 256)) ] 2> /dev/null || continue; fi
	folder=$(mktemp -d "$place/vosguard.XXXXXX" 2> /dev/null) && break
done
cd "$folder/." 2> /dev/null || { echo 'no folder for the files can be made there' >&2; exit 3; }
tell connected "$folder" "$connection"
head -c "$bytes" | awk '
	left == 0 { if (file != "") close(file); file = $1; left = $2; printf "" > file; next }
	{ print > file; left-- }'
if [ "$(sha256sum < install.sh 2> /dev/null)" != "$sum  -" ]; then
	echo 'the files did not come over whole; nothing was changed' >&2
	finish 3
fi
mkdir begun || exit 3
tell copied '' ''
exec 3<&0
sh "$folder/install.sh" "$@" < /dev/null 3<&- &
installer=$!
{
	read -r word && [ "$word" = back ] && kill -s TERM "$installer"
} <&3 > /dev/null 2>&1 &
listener=$!
wait "$installer"
status=$?
kill "$listener" 2> /dev/null
finish "$status"`;

/**
 * How an apply has ended whose connection was lost. Words: SSH_CONNECTION, the folder of that apply, its SSH_CONNECTION, and where
 * the installer keeps its state. One whose files have not all come never begins after this: whoever makes `begun` decides.
 */
export const OUTCOME_SCRIPT = `folder=$2 connection=$3 state=$4
if mkdir "$folder/begun" 2> /dev/null; then
	rm -rf "$folder"
	echo untouched
	exit
fi
found=
for snapshot in "$state"/snapshots/[0-9]*; do
	[ "$(cat "$snapshot/connection" 2> /dev/null)" != "$connection" ] || found=$snapshot
done
if [ -z "$found" ]; then
	if [ -d "$folder" ]; then echo busy; else echo untouched; fi
elif [ -f "$found/result" ]; then
	if [ "$(cat "$found/result")" = restored ]; then echo restored; else echo not-restored; fi
elif [ -f "$found/kept" ]; then
	echo kept
elif [ "$(cat "$found/boot" 2> /dev/null)" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
	echo restarted
else
	echo busy
fi`;

export interface Payload {
  readonly text: string;
  /** In bytes. */
  readonly length: number;
  /** SHA-256 of `install.sh`, which knows the sums of the others. */
  readonly sum: string;
}

/** All files as one text: a line with a name and a number of lines before each. `install.sh` is the last, so it comes over last. */
export function payloadOf(files: ReadonlyMap<string, string>): Payload {
  const installer = files.get('install.sh');
  if (installer === undefined) throw new Error('there is no install.sh among the files');
  const others = [...files].filter(([name]) => name !== 'install.sh');
  const text = [...others, ['install.sh', installer] as const].map(asLines).join('');
  const sum = createHash('sha256').update(installer).digest('hex');
  return { text, length: Buffer.byteLength(text), sum };
}

function asLines([name, text]: readonly [string, string]): string {
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${name} does not end with a line`);
  return `${name} ${text.split('\n').length - 1}\n${text}`;
}
