/**
 * Loaded before each test file: property tests draw the same examples in every run, so that the gate fails for a
 * change and not for a drawing. `PROPERTY_SEED=random npm test` looks for new examples; a number repeats a run.
 * What one test file has compiled, the next one need not compile again.
 */
import { enableCompileCache } from 'node:module';
import fc from 'fast-check';

enableCompileCache();
const asked = process.env.PROPERTY_SEED ?? '20160526';
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
