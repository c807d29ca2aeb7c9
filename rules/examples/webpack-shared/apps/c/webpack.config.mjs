import { copies } from '@acme/build';
import CopyPlugin from 'copy-webpack-plugin';
import { gone } from './gone.js';

export default { plugins: [new CopyPlugin({ patterns: [copies.texts, gone] })] };
