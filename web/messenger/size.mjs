// The messenger's weight is its customers' patience: the build fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 15 * 1024;
const file = readFileSync(new URL('dist/messenger.js', import.meta.url));
const size = gzipSync(file, { level: 9 }).length;
console.log(`messenger.js: ${file.length} bytes, ${size} gzipped (at most ${BUDGET})`);
if (size > BUDGET) process.exit(1);
