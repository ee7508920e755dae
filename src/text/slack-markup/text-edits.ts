import type { RichText, Span, SpanKind } from '#domain/notes/note.ts';

/**
 * Collects replacements and spans, with offsets in the source text. Replaced ranges must not be empty or overlap, and
 * spans must nest.
 */
export interface TextEdits {
  replace(start: number, end: number, by: string): void;
  addSpan(kind: SpanKind, start: number, end: number, url?: string): void;
  /** Returns the edited text, trimmed, with its non-empty spans. */
  finish(): RichText;
}

interface Edit {
  start: number;
  end: number;
  by: string;
}

export function createTextEdits(source: string): TextEdits {
  const edits: Edit[] = [];
  const spans: Span[] = [];
  return {
    replace(start, end, by) {
      edits.push({ start, end, by });
    },
    addSpan(kind, start, end, url) {
      spans.push(url === undefined ? { kind, start, end } : { kind, start, end, url });
    },
    finish() {
      edits.sort((a, b) => a.start - b.start || a.end - b.end);
      const edited = applyEdits(source, edits);
      const moved = moveSpans(spans, edits);
      return trimRichText({ text: edited, spans: moved });
    },
  };
}

function applyEdits(source: string, edits: Edit[]): string {
  let text = '';
  let from = 0;
  for (const edit of edits) {
    text += source.slice(from, edit.start) + edit.by;
    from = edit.end;
  }
  return text + source.slice(from);
}

/** Moves spans to their offsets after the edits, in one pass over both. */
function moveSpans(spans: Span[], edits: Edit[]): Span[] {
  const moved = spans.map((span) => ({ ...span }));
  const ends = moved.flatMap((span) => [
    { span, key: 'start' as const, at: span.start },
    { span, key: 'end' as const, at: span.end },
  ]);
  ends.sort((a, b) => a.at - b.at);
  let next = 0;
  let shift = 0;
  for (const { span, key, at } of ends) {
    for (let edit = edits[next]; edit !== undefined && edit.end <= at; edit = edits[++next]) {
      shift += edit.by.length - (edit.end - edit.start);
    }
    // An offset within a replaced range moves to the start of that range.
    span[key] = Math.min(at, edits[next]?.start ?? at) + shift;
  }
  return moved;
}

/** Trims a rich text and its spans, and sorts spans outer before inner. */
export function trimRichText({ text, spans }: RichText): RichText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept: Span[] = [];
  for (const span of spans) {
    let from = Math.max(0, span.start - start);
    let to = Math.min(trimmed.length, span.end - start);
    while (from < to && /\s/.test(trimmed.charAt(from))) from++;
    while (to > from && /\s/.test(trimmed.charAt(to - 1))) to--;
    if (from < to) kept.push({ ...span, start: from, end: to });
  }
  kept.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text: trimmed, spans: kept };
}
