const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  testEnvironment: 'node',
};

/**
 * `unit` needs nothing; `kernel` sends packets in network namespaces (see test/kernel), two files at a time, because packets
 * need their moments; `install` runs install.sh on hosts of namespaces, where nothing depends on the pace;
 * `database` asks a MariaDB that it starts.
 */
export default {
  // A machine that does something else beside must not turn a test red.
  testTimeout: 60_000,
  // A process keeps the modules of every file that it has run.
  workerIdleMemoryLimit: '700MB',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['<rootDir>/test/kernel/', '<rootDir>/test/database/', '<rootDir>/test/testing/mutation/', '/node_modules/'] },
    { ...shared, displayName: 'mutants', testMatch: ['<rootDir>/test/testing/mutation/*.test.ts'] },
    { ...shared, displayName: 'kernel', testMatch: ['<rootDir>/test/kernel/**/*.test.ts'], testPathIgnorePatterns: ['<rootDir>/test/kernel/install/', '/node_modules/'] },
    { ...shared, displayName: 'install', testMatch: ['<rootDir>/test/kernel/install/*.test.ts'] },
    { ...shared, displayName: 'rule-sets', testMatch: ['<rootDir>/test/kernel/import/*.proof.ts'] },
    { ...shared, displayName: 'dashboard', testMatch: ['<rootDir>/test/kernel/install/*.proof.ts'] },
    { ...shared, displayName: 'database', testMatch: ['<rootDir>/test/database/**/*.test.ts'] },
  ],
};
