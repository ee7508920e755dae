/** The default report, and after it how many tests were skipped, a line for each reason: a green run may have tested less. */
import { Readable } from 'node:stream';
import { spec, type TestEvent } from 'node:test/reporters';

/** Counts of skipped tests, and of skipped groups of tests, whose tests nobody has counted. */
interface Skipped {
  tests: number;
  groups: number;
}

// biome-ignore lint/style/noDefaultExport: node:test takes a reporter from the default export.
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const skipped = new Map<string, Skipped>();
  async function* counted(): AsyncGenerator<TestEvent> {
    for await (const event of source) {
      if (event.type === 'test:pass' && event.data.skip !== undefined) {
        const reason = typeof event.data.skip === 'string' ? event.data.skip : 'no reason given';
        const { tests, groups } = skipped.get(reason) ?? { tests: 0, groups: 0 };
        const isGroup = event.data.details.type === 'suite';
        skipped.set(reason, { tests: tests + (isGroup ? 0 : 1), groups: groups + (isGroup ? 1 : 0) });
      }
      yield event;
    }
  }
  yield* Readable.from(counted()).compose(new spec());
  for (const [reason, counts] of skipped) yield `Skipped ${describe(counts)}: ${reason}\n`;
}

function describe({ tests, groups }: Skipped): string {
  const parts = [...(tests > 0 ? [`${tests} tests`] : []), ...(groups > 0 ? [`${groups} groups of tests`] : [])];
  return parts.join(' and ').replace(/\b1 (test|group)s/g, '1 $1');
}
