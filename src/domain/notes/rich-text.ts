/** How a stretch of a text is set or what it points to. `quote` is a block quote, `code` inline or block code. */
export type SpanKind = 'bold' | 'italic' | 'strike' | 'code' | 'quote' | 'link' | 'heading';

/** A stretch of {@link RichText.text}: UTF-16 offsets, `end` exclusive. Spans may nest but never cross. */
export interface Span {
  kind: SpanKind;
  start: number;
  end: number;
  /** Only of a `link`: an absolute http(s) address. */
  url?: string;
}

/**
 * A text as people read it, without markup, and beside it what the markup said. A link stands as its label (or
 * as its address where it has none), a mention as `@Name` or `#channel`, an emoji as its character where one is
 * known, else as `:name:`.
 */
export interface RichText {
  text: string;
  spans: Span[];
}
