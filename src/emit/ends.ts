/** For the top of a file: what a chain without a last word means. */
export const endNote = 'A packet that comes to the end of a chain is let through.';
