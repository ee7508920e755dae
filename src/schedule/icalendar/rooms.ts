/**
 * Rooms out of Sched's locations, `room, street address`: at least what stands behind the last comma is cut off, and
 * the whole address where most locations end alike or the house number shows it.
 *
 * @returns the room of each location
 */
export function roomsOfLocations(locations: Iterable<string>): Map<string, string> {
  const partsOf = new Map([...new Set(locations)].map((location) => [location, splitAtCommas(location)]));
  const tails = countTails([...partsOf.values()]);
  const addressed = [...partsOf.values()].filter((parts) => parts.length > 1).length;
  const rooms = new Map<string, string>();
  for (const [location, parts] of partsOf) {
    let length = Math.max(1, parts.length - 1);
    for (let from = 1; from < length; from += 1) {
      const isShared = addressed > 1 && (tails.get(tailOf(parts, from)) ?? 0) * 2 > addressed;
      if (isShared || /^\d+[a-z]?\s+\p{L}/iu.test(parts[from]!)) length = from;
    }
    rooms.set(location, parts.slice(0, length).join(', '));
  }
  return rooms;
}

function splitAtCommas(location: string): string[] {
  const parts = location.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** How many locations end in each tail of at most as many parts as an address has. */
function countTails(all: string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const parts of all) {
    for (let from = Math.max(1, parts.length - 8); from < parts.length; from += 1) {
      const tail = tailOf(parts, from);
      counts.set(tail, (counts.get(tail) ?? 0) + 1);
    }
  }
  return counts;
}

function tailOf(parts: string[], from: number): string {
  return parts.slice(from).join(', ').toLowerCase();
}
