/** `npm run bench [NAME …]`: one table a bench; without a name, all of them. */
const BENCHES: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  compile: () => import('./compile.ts'),
  store: () => import('./store.ts'),
  answers: () => import('./answer-time.ts'),
  digest: () => import('./digest.ts'),
  browser: () => import('./browser.ts'),
  tokens: () => import('./tokens.ts'),
  page: () => import('./page.ts'),
  fanout: () => import('./fanout.ts'),
  idle: () => import('./idle.ts'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]!();
  await bench.run();
}
