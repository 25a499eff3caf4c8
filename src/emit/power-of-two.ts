/** The smallest power of two that is not below `n`. Hash tables of the kernel have such sizes. */
export function powerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, n)));
}
