import base from './jest.config.js';

/** The pages and the contracts in a real browser; what else is in test/browser needs none and runs with the other specs. */
export default {
  ...base,
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/browser/{pages,contracts}.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
