/** For chalk, which guesses its level with it, and so loads node:os and node:tty; we always tell it the level. */
// biome-ignore lint/style/noDefaultExport: the module has one
export default { stdout: false, stderr: false };
