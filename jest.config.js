/** Unit, contract and property tests: beside the code, no network beyond loopback. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.real\\.test\\.ts$', '/run/'],
  modulePathIgnorePatterns: ['/run/', '/\\.tributary/', '/bench/peers/'],
  maxWorkers: 2,
  // A busy machine is slow; what is asserted is never the time.
  testTimeout: 60_000,
};
