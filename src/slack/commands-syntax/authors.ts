const JOINTS = /\s*(?:[;&]|&amp;|,(?!\s*(?:Jr|Sr|III?)\b)|(?<=\s)(?:and|und|et)(?=\s))\s*/iu;
const OTHERS = /(?<![\s,])[\s,]+(?:et\.?\s*al\.?|and others|u\.\s?a\.)$/iu;

/** Small words that stand in titles and in no name. */
const IN_TITLES =
  /^(?:the|a|an|to|of|my|our|your|me|him|her|us|them|it|this|that|default|design|example|day|night|doing)$/iu;

/** Names joined by "and", "&" or commas, each once. */
export function splitAuthors(names: string): string[] {
  const split = names
    .replace(OTHERS, '')
    .split(JOINTS)
    .map((name) => name.replace(/\s+/gu, ' ').trim())
    .filter((name) => name !== '');
  return [...new Set(split)].slice(0, 20);
}

/**
 * Do the words behind an unquoted "by" name people, rather than end a title ("Stand by Me", "Bird by Bird",
 * "Learning by doing")? A single word is a name where it has a capital and is no small word.
 */
export function areAuthors(names: string): boolean {
  const authors = splitAuthors(names);
  return (
    authors.length > 0 &&
    authors.every((author) => {
      const words = author.split(' ');
      if (words.length > 6 || words.some((word) => IN_TITLES.test(word))) return false;
      return words.length > 1 || /^(?!\p{Ll})\p{L}/u.test(author);
    })
  );
}
