/**
 * Decodes a text file of unknown origin: by its byte order mark, as UTF-8 if it is valid, else in the character set that
 * the server, the XML declaration or the HTML page names, else as Windows-1252.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  const narrow = unfoldCalendar(bytes);
  const label = declared ?? namedEncoding(narrow);
  const decoder = label === undefined || /^utf/i.test(label) ? undefined : createDecoder(label);
  if (decoder?.encoding === 'iso-2022-jp') return decoder.decode(narrow);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(narrow);
  } catch {
    if (decoder !== undefined) return decoder.decode(narrow);
    // A few damaged characters don't mean that the text is in another character set.
    const lenient = new TextDecoder('utf-8').decode(narrow);
    const damaged = lenient.match(/\ufffd/g)?.length ?? 0;
    const valid = lenient.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
    return valid > damaged ? lenient : new TextDecoder('windows-1252').decode(narrow);
  }
}

function wideEncoding([first, second, third, fourth]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first && second === 0 && third && fourth === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second && third === 0 && fourth)) return 'utf-16be';
  return undefined;
}

/** Joins the lines of an iCalendar file while they are bytes: they may be folded inside a character (RFC 5545, 3.1). */
function unfoldCalendar(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!/BEGIN:\s*VCALENDAR/i.test(text.toString('latin1', 0, 5_000))) return bytes;
  return Buffer.from(text.toString('latin1').replace(/\r?\n[ \t]/g, ''), 'latin1');
}

function namedEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2_000)).toString('latin1');
  return (
    /^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]
  );
}

function createDecoder(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
