import type { RichText } from '../domain/rich-text.ts';
import type { SlackNames } from './slack-escapes.ts';

type Block = Record<string, unknown>;

/** Placeholder until the blocks are read. */
export function decodeRichTextBlocks(_blocks: Block[], _names: SlackNames, _maxLength: number): RichText {
  return { text: '', spans: [] };
}
