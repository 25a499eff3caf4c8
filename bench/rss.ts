/** Tells the parent how much memory the compiler held at most, in KiB (getrusage(2), ru_maxrss). */
export const rss = "process.on('exit', () => console.log('maxRSS', process.resourceUsage().maxRSS));\n";

/** In MiB. */
export const rssOf = (output: string): number => Number(/maxRSS (\d+)/.exec(output)?.[1]) / 1024;
