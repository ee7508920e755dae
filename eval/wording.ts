import { globSync, readFileSync } from 'node:fs';

/** Words that nobody says, from the rules in CONTRIBUTING.md, with what to write instead. */
const ODD: readonly [words: RegExp, instead: string][] = [
  [/\bmend(?:s|ed|ing)?\b/giu, 'fix'],
  [/\banew\b/giu, 'again'],
  [/\bbeside\b/giu, 'next to'],
  [/\bwhoever\b/giu, 'anyone who'],
  [/\bborne\b/giu, 'supported'],
  [/\bin vain\b/giu, 'without success'],
  // "A note stands alone" and "stands for" are English.
  [/\bstands(?! (?:alone|for|still)\b)/giu, 'is, or appears'],
];

/** Files that hold such words as data: lists of English words, and the names of old fields. */
const DATA = /language\/|common-words|cue-patterns|migrations/;

/** Prints each odd word in the source and the documents, and how many there are. */
export async function run(): Promise<number> {
  const root = new URL('../', import.meta.url);
  const files = globSync(['src/**/*.{ts,json}', 'docs/**/*.md', '*.md'], { cwd: root.pathname });
  let count = 0;
  for (const file of files.filter((name) => !DATA.test(name)).sort()) {
    for (const [index, line] of readFileSync(new URL(file, root), 'utf8').split('\n').entries()) {
      for (const [words, instead] of ODD) {
        for (const [word] of line.matchAll(words)) {
          count += 1;
          console.log(`${file}:${index + 1}: “${word}”, better ${instead}: ${line.trim().slice(0, 120)}`);
        }
      }
    }
  }
  console.log(`${count} odd words in ${files.length} files`);
  return count === 0 ? 0 : 1;
}
