/** An error stops `compile`; a warning is a risk; a note tells what would otherwise surprise. */
export type Severity = 'error' | 'warning' | 'note';
