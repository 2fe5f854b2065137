import base from './jest.config.js';

/** Tests against the real products that lab/real starts. */
export default {
  ...base,
  testMatch: ['**/*.real.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/run/'],
  testTimeout: 60_000,
};
