const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  testEnvironment: 'node',
};

/** Two projects: `unit` needs nothing; `kernel` sends packets in network namespaces (see test/kernel). */
export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['<rootDir>/test/kernel/', '/node_modules/'] },
    { ...shared, displayName: 'kernel', testMatch: ['<rootDir>/test/kernel/**/*.test.ts'] },
  ],
};
