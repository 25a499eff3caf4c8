export { memoryFiles } from '../../src/parse/files.js';
