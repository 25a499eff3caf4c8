/** `key = value` a line: our own sysctl.conf, and what `sysctl -a` prints. */
export function readSysctls(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^([\w./-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/gm);
  return new Map([...lines].map(([, key = '', value = '']) => [key, value.replace(/\s+/g, ' ')]));
}
