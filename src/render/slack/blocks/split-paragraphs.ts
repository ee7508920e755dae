import { BUDGET } from './limits.ts';
import { type Inline, measureParts, type Paragraph, type RichPart, words } from './rich-text.ts';

/** Room for a title and for what stands below the text. */
const RESERVED = { blocks: 4, characters: 400 };
const MOST_BLOCKS = BUDGET.blocks - RESERVED.blocks;
const MOST_CHARACTERS = BUDGET.characters - RESERVED.characters;

/**
 * Deals paragraphs out to as few messages as take them, in order. A paragraph stays whole where it fits into one
 * message; a list that doesn't goes on in the next.
 */
export function splitParagraphs(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const messages: Paragraph[][] = [[]];
  let used = 0;
  for (const paragraph of paragraphs) {
    const size = measureParts(paragraph).all;
    const pieces = size <= MOST_CHARACTERS ? [paragraph] : takeApart(paragraph).map((part) => [part]);
    for (const [index, piece] of pieces.entries()) {
      const pieceSize = measureParts(piece).all;
      const current = messages.at(-1)!;
      const isFull = current.length >= MOST_BLOCKS || used + pieceSize > MOST_CHARACTERS;
      if (isFull && current.length > 0) {
        messages.push([piece]);
        used = pieceSize;
        continue;
      }
      if (index === 0) current.push(piece);
      else appendPart(current.at(-1)!, piece[0]!);
      used += pieceSize;
    }
  }
  return messages;
}

/** The parts of a paragraph with each list's items apart; what is too large even so loses its links. */
function takeApart(paragraph: Paragraph): RichPart[] {
  return paragraph
    .flatMap((part): RichPart[] =>
      part.type === 'rich_text_list' ? part.elements.map((item) => ({ ...part, elements: [item] })) : [part],
    )
    .map((part) => (measureParts([part]).all <= MOST_CHARACTERS ? part : withoutLinks(part)));
}

function appendPart(paragraph: Paragraph, part: RichPart): void {
  const last = paragraph.at(-1);
  if (last?.type === 'rich_text_list' && part.type === 'rich_text_list' && last.indent === part.indent) {
    paragraph[paragraph.length - 1] = { ...last, elements: [...last.elements, ...part.elements] };
  } else paragraph.push(part);
}

function withoutLinks(part: RichPart): RichPart {
  const bare = (elements: readonly Inline[]): Inline[] => elements.flatMap(({ text, style }) => words(text!, style));
  if (part.type !== 'rich_text_list') return { ...part, elements: bare(part.elements as Inline[]) };
  return {
    ...part,
    elements: part.elements.map((item) => ({ ...item, elements: bare(item.elements as Inline[]) })),
  };
}
