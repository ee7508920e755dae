import type { RichText, Span } from '#domain/notes/note.ts';

/** One line of a note, without its indent and list mark. Offsets are the line's own. */
export interface NoteLine extends RichText {
  /** Columns before the list mark or text. */
  indent: number;
  isItem: boolean;
  isHeading: boolean;
  /** Is the whole line set in bold? */
  isBold: boolean;
}

const INDENT_AND_MARK = /^([ \t>]*)((?:[•◦▪▫‣·○●■□*+–—-]|\p{N}{1,2}[.)]|\(?[a-z]\)|\[[ x]?\])[ \t]+)*/u;
const OBJECT = '\uFFFC';

/**
 * Splits a note into lines that are not blank, each with its own spans. What is code is blanked out at equal length:
 * nothing in it is a title or a link that somebody recommends.
 */
export function splitNoteLines({ text, spans }: RichText): NoteLine[] {
  const masked = maskCode(text, spans);
  const rest = spans.filter(
    ({ kind, start, end }) =>
      kind !== 'code' && kind !== 'quote' && (masked === text || !masked.slice(start, end).includes(OBJECT)),
  );
  const lines: NoteLine[] = [];
  let start = 0;
  let next = 0;
  for (const raw of masked.split('\n')) {
    const end = start + raw.length;
    const [prefix, indent, mark] = INDENT_AND_MARK.exec(raw)!;
    const from = start + prefix.length;
    const content = raw.slice(prefix.length).trimEnd();
    // Spans are in order of their starts; a long one may reach into several lines.
    while (next < rest.length && rest[next]!.end <= start) next++;
    if (content !== '') {
      const own = ownSpans(rest, next, from, from + content.length);
      const fills = ({ start: a, end: b }: Span) => a === 0 && b >= content.replace(/[\s:.]+$/, '').length;
      lines.push({
        text: content,
        spans: own.filter(({ kind }) => kind !== 'heading'),
        indent: indent!.length,
        isItem: mark !== undefined,
        isHeading: own.some(({ kind }) => kind === 'heading') || /^#{1,6}\s/.test(content),
        isBold: own.some((span) => span.kind === 'bold' && fills(span)),
      });
    }
    start = end + 1;
  }
  return lines;
}

function maskCode(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { kind, start, end } of spans) {
    if (kind !== 'code' || start < from) continue;
    pieces.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, OBJECT));
    from = end;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from);
}

function ownSpans(spans: readonly Span[], first: number, from: number, to: number): Span[] {
  const own: Span[] = [];
  for (let index = first; index < spans.length && spans[index]!.start < to; index++) {
    const span = spans[index]!;
    const start = Math.max(span.start, from) - from;
    const end = Math.min(span.end, to) - from;
    if (start < end) own.push({ ...span, start, end });
  }
  return own;
}
