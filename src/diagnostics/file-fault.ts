/** Why a file could not be had. Each has its own words; a reader never throws for these. */
export type FileFault = 'missing' | 'unreadable' | 'not-regular' | 'outside' | 'too-large' | 'not-text';
