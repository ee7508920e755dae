import type { ExportFormat, Recap } from '#domain/recap/recap.ts';
import { renderHtml } from '#render/html/page.ts';
import { renderMarkdown, renderReadingListMarkdown } from '#render/markdown/markdown.ts';
import { renderBibtex } from './bibtex.ts';
import { renderCsl } from './csl.ts';
import { renderCsv } from './csv.ts';

const DOCUMENTS = {
  md: { path: 'recap.md', render: renderMarkdown },
  html: { path: 'recap.html', render: renderHtml },
  json: { path: 'recap.json', render: (recap: Recap) => `${JSON.stringify(recap, null, 2)}\n` },
  csv: { path: 'reading-list.csv', render: renderCsv },
  csl: { path: 'reading-list.json', render: renderCsl },
  'reading-list': { path: 'reading-list.md', render: renderReadingListMarkdown },
  bib: { path: 'reading-list.bib', render: renderBibtex },
} satisfies Record<ExportFormat, unknown>;

export function documentPath(format: ExportFormat): string {
  return DOCUMENTS[format].path;
}

export function renderDocument(format: ExportFormat, recap: Recap): { path: string; content: string } {
  const { path, render } = DOCUMENTS[format];
  return { path, content: render(recap) };
}
