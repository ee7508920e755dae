import type { Recap } from '#domain/recap/recap.ts';
import { CUTS } from './limits.ts';
import { linesOf, measureParts, type Paragraph, section } from './rich-text.ts';

/** What an organiser wrote above and below a post, with its line breaks. */
export interface OwnWords {
  above: Paragraph[];
  below: Paragraph[];
  /** Characters that they take, addresses counted: what is listed between them has so many fewer. */
  taken: number;
}

export function ownWords({ introduction = '', closing = '' }: Recap): OwnWords {
  const above = paragraph(introduction, CUTS.introduction);
  const below = paragraph(closing, CUTS.closing);
  return { above, below, taken: measureParts([...above, ...below].flat()).all };
}

function paragraph(text: string, max: number): Paragraph[] {
  const lines = linesOf(text, max);
  return lines.length === 0 ? [] : [[section(...lines)]];
}
