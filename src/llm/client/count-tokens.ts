import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';

/** Tokens of a text as OpenAI's models since GPT-4o count them; other models' counts lie near. */
export function countTokens(text: string): number {
  // What looks like a control token in a note is text.
  return count(text, { disallowedSpecial: new Set() });
}
