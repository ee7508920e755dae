/**
 * Loaded before each test file: what one has compiled, the next one need not compile again. JavaScript, since Node needs
 * its TypeScript compiler for a file that is loaded before there is a cache, and loading that takes longer than most tests.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
