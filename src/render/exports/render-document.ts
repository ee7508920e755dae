import type { Recap } from '#domain/recap/recap.ts';
import { renderHtml } from '#render/html/page.ts';
import { renderMarkdown, renderReadingListMarkdown } from '#render/markdown/markdown.ts';
import { renderBibtex } from './bibtex.ts';
import { renderCsl } from './csl.ts';
import { renderCsv } from './csv.ts';
import { renderJson } from './json.ts';

/** The files that a recap can be written as: what each is called, and who writes it. */
const DOCUMENTS = {
  md: { path: 'recap.md', render: renderMarkdown },
  html: { path: 'recap.html', render: renderHtml },
  json: { path: 'recap.json', render: renderJson },
  csv: { path: 'reading-list.csv', render: renderCsv },
  csl: { path: 'reading-list.json', render: renderCsl },
  'reading-list': { path: 'reading-list.md', render: renderReadingListMarkdown },
  bib: { path: 'reading-list.bib', render: renderBibtex },
};

export type DocumentFormat = keyof typeof DOCUMENTS;

export function renderAs(format: DocumentFormat, recap: Recap): { path: string; content: string } {
  const { path, render } = DOCUMENTS[format];
  return { path, content: render(recap) };
}
