/**
 * The connection goes first into what is run: sudo takes the variable away. Only sudo without a password: there is no terminal
 * over there to ask for one.
 */
const ELEVATE = `script=$1
shift
set -- sh -c "$script" sh "$SSH_CONNECTION" "$@"
[ "$(id -u)" != 0 ] || exec "$@"
if command -v sudo > /dev/null 2>&1; then
	sudo -n -- true || { echo 'sudo does not let this user become root without a password' >&2; exit 3; }
	exec sudo -n -- "$@"
fi
echo 'only root can read and change the rules of a host; this user is not root, and there is no sudo' >&2
exit 3`;

/** A command that runs a POSIX script as root; its first word there is SSH_CONNECTION, then come the words. */
export const asRoot = (script: string, ...words: readonly string[]): readonly string[] => [
  ...['sh', '-c', ELEVATE, 'sh', script],
  ...words,
];
