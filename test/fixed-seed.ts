/**
 * Loaded before each test file: property tests draw the same examples in every run, so that the gate fails for a
 * change and not for a drawing. `PROPERTY_SEED=random npm test` looks for new examples; a number repeats a run.
 */
import { after } from 'node:test';
import fc from 'fast-check';

const asked = process.env.PROPERTY_SEED ?? '20160526';
/** Fewer examples than usual, to save time: they are the same ones in each run. `random` draws the usual 100. */
const EXAMPLES = 60;
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked), numRuns: EXAMPLES });

/**
 * A failed test may leave a server open, which would keep the run from ending. (`--test-force-exit` ends a file before
 * its last results are written.)
 */
const END_MS = 10_000;
if (process.env.NODE_TEST_CONTEXT !== undefined) after(() => void setTimeout(() => process.exit(), END_MS).unref());
