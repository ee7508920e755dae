/** Cuts the part of a recap in Markdown that is about one talk: from its heading to the next of its level or above. */
export function sectionOfTalk(markdown: string, title: string): string | undefined {
  const wanted = lettersOf(title);
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => /^#{1,6} /.test(line) && lettersOf(line) === wanted);
  if (start === -1) return undefined;
  const level = lines[start]!.indexOf(' ');
  const end = lines.findIndex((line, index) => index > start && /^#{1,6} /.test(line) && line.indexOf(' ') <= level);
  return lines
    .slice(start + 1, end === -1 ? undefined : end)
    .join('\n')
    .trim();
}

/** Escapes, links and marks aside. */
function lettersOf(text: string): string {
  return text
    .replace(/\]\([^)]*\)/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
