import type { Config } from 'jest';

const base = require('../jest.base');
const config: Config = {
	...base,
	rootDir: '.',
	roots: ['<rootDir>/src', '<rootDir>/gone'],
	setupFiles: ['./test/setup.ts'],
};
export default config;
