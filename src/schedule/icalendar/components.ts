/** The parts of an iCalendar stream, as lines, unfolded. */
export interface CalendarParts {
  /** Properties of the calendar itself: name in upper case ─► value, the first one of each. */
  properties: Map<string, string>;
  events: string[][];
  timezones: string[][];
}

const KEPT = new Set(['VEVENT', 'VTIMEZONE']);

/**
 * Takes an iCalendar stream apart without parsing its parts, so that a broken event costs only itself. One whose
 * end is missing ends where the next begins, or with the text.
 */
export function splitCalendar(text: string): CalendarParts {
  const parts: CalendarParts = { properties: new Map(), events: [], timezones: [] };
  const list = (name: string) => (name === 'VEVENT' ? parts.events : parts.timezones);
  let open: { name: string; lines: string[] } | undefined;
  const close = () => {
    if (open === undefined) return;
    list(open.name).push(closeInner(open.lines));
    open = undefined;
  };
  for (const line of unfold(text)) {
    const [, edge, written] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line) ?? [];
    const name = written?.toUpperCase() ?? '';
    if (edge?.toUpperCase() === 'BEGIN' && (KEPT.has(name) || name === 'VCALENDAR')) {
      close();
      if (KEPT.has(name)) open = { name, lines: [`BEGIN:${name}`] };
    } else if (open !== undefined && name === open.name) {
      close();
    } else if (open !== undefined && name !== 'VCALENDAR') {
      open.lines.push(line);
    } else if (edge !== undefined) {
      close();
    } else {
      addProperty(parts.properties, line);
    }
  }
  close();
  return parts;
}

/** Long lines are folded: a line that begins with a blank goes on with the one before (RFC 5545, 3.1). */
function unfold(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** The lines with an end for the component itself and for those within it (alarms) that have none. */
function closeInner(lines: string[]): string[] {
  const open: string[] = [];
  for (const line of lines) {
    const [, edge, name] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line) ?? [];
    if (edge?.toUpperCase() === 'BEGIN') open.push(name!);
    else if (edge !== undefined) open.pop();
  }
  return [...lines, ...open.toReversed().map((name) => `END:${name}`)];
}

function addProperty(properties: Map<string, string>, line: string): void {
  const [, name, value] = /^([\w-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
  if (name !== undefined && !properties.has(name.toUpperCase())) {
    properties.set(name.toUpperCase(), value!.replace(/\\([\\;,])/g, '$1').trim());
  }
}
