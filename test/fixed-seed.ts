/**
 * Loaded before each test file: property tests draw the same examples in every run, so that the gate fails for a
 * change and not for a drawing. `PROPERTY_SEED=random npm test` looks for new examples; a number repeats a run.
 */
import fc from 'fast-check';

const asked = process.env.PROPERTY_SEED ?? '20160526';
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
