import base from './jest.config.js';

/** Searches among very many random cases for one that contradicts a promise: minutes, so not among the specs. */
export default {
  ...base,
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/properties/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 1_800_000,
};
