/**
 * Runs the work while the library says nothing by itself: of a packet that it cannot read it prints a stack (`console.trace`
 * and `console.error` in mysql2 3.24), beside the error that it throws.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { trace, error } = console;
  console.trace = () => {};
  console.error = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { trace, error });
  }
}
