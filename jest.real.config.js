import base from './jest.config.js';

/** What `lab/real/real.sh env` says that this machine cannot have: its tests are left out, and that is said. */
const absent = ['nautobot', 'netbox'].filter((name) => process.env[`${name.toUpperCase()}_ABSENT`]);
for (const name of absent)
  process.emitWarning(`NOT RUN: *${name}.real.test.ts: ${name} cannot be had on this machine.`);

/** Tests against the real products that lab/real starts. */
export default {
  ...base,
  testMatch: ['**/*.real.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/run/',
    ...absent.map((name) => `[/-]${name}\\.real\\.test\\.ts$`),
  ],
  testTimeout: 60_000,
};
