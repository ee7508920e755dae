/** `npm run eval -- NAME [args]`: each evaluation is a module with `run(args)`, which answers the exit code. */
const EVALUATIONS: Record<string, { about: string; load: () => Promise<{ run(args: string[]): Promise<number> }> }> = {
  placement: { about: 'which talk each message is placed with', load: () => import('./placement.ts') },
  summaries: { about: 'summaries against those that people wrote', load: () => import('./summaries.ts') },
  reading: {
    about: 'how recaps read, and packets for blind readers',
    load: () => import('./reading.ts'),
  },
  evidence: {
    about: 'inventions that are stopped, and true statements kept',
    load: () => import('./evidence.ts'),
  },
  books: { about: 'books found in notes', load: () => import('./books.ts') },
  typed: { about: 'typed lines that are understood', load: () => import('./typed.ts') },
  wording: { about: 'odd words in the source and the documents', load: () => import('./wording.ts') },
};

const [name = '', ...args] = process.argv.slice(2);
const evaluation = Object.hasOwn(EVALUATIONS, name) ? EVALUATIONS[name] : undefined;
if (evaluation === undefined) {
  console.error('Usage: npm run eval -- NAME [arguments]\n');
  for (const [each, { about }] of Object.entries(EVALUATIONS)) console.error(`  ${each.padEnd(10)} ${about}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await (await evaluation.load()).run(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
