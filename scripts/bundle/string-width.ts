/**
 * For yargs, which lays out the help with it. The help is ASCII (a test says so), where each character is a column; the
 * package's expressions for emoji and its Intl.Segmenter take Node 20 thirty milliseconds before it has seen any text.
 */
// biome-ignore lint/style/noDefaultExport: the package has one
export default function stringWidth(text: string): number {
  return text.length;
}
