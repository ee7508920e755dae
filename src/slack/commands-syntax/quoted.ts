/** Opening marks, and what may close each: phones and other languages close with what opens elsewhere. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '＂': '＂',
  '「': '」',
  '『': '』',
  '《': '》',
};

/** Single marks close only in front of a blank, a dash or the end: they are apostrophes too. */
const SINGLE_CLOSERS: Readonly<Record<string, string>> = { "'": "'’", '‘': '’', '’': '’', '‚': '‘’' };

/** What stands in quotation marks at the start of a text, trimmed, and what follows; undefined where none does. */
export function readQuoted(text: string): { quoted: string; rest: string } | undefined {
  const open = text.charAt(0);
  const double = CLOSERS[open];
  const single = SINGLE_CLOSERS[open];
  if (double === undefined && single === undefined) return undefined;
  for (let at = 1; at < text.length; at++) {
    const mark = text.charAt(at);
    const closes =
      double?.includes(mark) ??
      (single!.includes(mark) && (at + 1 === text.length || /[\s,–—-]/u.test(text.charAt(at + 1))));
    if (!closes) continue;
    const quoted = text.slice(1, at).replace(/\s+/gu, ' ').trim();
    return quoted === '' ? undefined : { quoted, rest: text.slice(at + 1).trim() };
  }
  return undefined;
}
