import { fileWords } from './reading/files.js';
import { includeWords } from './reading/includes.js';
import { treeWords } from './reading/tree.js';
import { yamlWords } from './reading/yaml.js';

/** What can be wrong before a single key is understood. */
export const readingWords = { ...fileWords, ...yamlWords, ...treeWords, ...includeWords } as const;
