import type { NotedWork } from '#domain/reading-list/work.ts';
import type { WorksInput } from '#usecases/reading-list/recommend-work.ts';

/** What `/readinglist add` is parsed into for one book. */
export function recommendation(
  title: string,
  { requestId = 'w', text = title, ...work }: Partial<NotedWork> & { requestId?: string; text?: string } = {},
): WorksInput {
  return { works: [{ kind: 'book', title, authors: [], ...work }], text, requestId };
}
