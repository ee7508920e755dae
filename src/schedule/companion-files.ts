/**
 * Returns the names of the files next to a schedule that it can't be read without: those with the sessions and speakers
 * that it names by id, or with the talks of its time slots.
 */
export function companionFiles(name: string, text: string): string[] {
  const [, ending] = /^schedule\.(ya?ml|json)$/i.exec(name) ?? [];
  if (ending === undefined) return [];
  if (/^\s*"?sessionIds?"?\s*:|^\s*-?\s*"?items"?\s*:\s*\[\s*\d/m.test(text)) {
    return [`sessions.${ending}`, `speakers.${ending}`];
  }
  return /^\s*grid\s*:/m.test(text) ? [`videos.${ending}`, `event.${ending}`] : [];
}

/** Joins the files of one schedule, by their names without the ending, into one text. */
export function bundleFiles(files: Record<string, string>): string {
  return JSON.stringify({ files });
}
