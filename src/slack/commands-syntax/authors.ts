import { splitNames } from '#domain/language/person-names.ts';

/** Small words that stand in titles and in no name. */
const IN_TITLES =
  /^(?:the|a|an|to|of|my|our|your|me|him|her|us|them|it|this|that|default|design|example|day|night|doing)$/iu;

/**
 * Do the words behind an unquoted "by" name people, rather than end a title ("Stand by Me", "Bird by Bird",
 * "Learning by doing")? A single word is a name where it has a capital and is no small word.
 */
export function areAuthors(names: string): boolean {
  const authors = splitNames(names);
  return (
    authors.length > 0 &&
    authors.every((author) => {
      const words = author.split(' ');
      if (words.length > 6 || words.some((word) => IN_TITLES.test(word))) return false;
      return words.length > 1 || /^(?!\p{Ll})\p{L}/u.test(author);
    })
  );
}
