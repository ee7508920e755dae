import { storable } from '#db/schema/strip-nul.ts';
import { type ConferenceId, dueUntil, type TrackedConference } from '#domain/conference/conference.ts';
import { type Decision, decisionKey } from '#domain/editing/editorial-decision.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import type { Publication, PublicationKey } from '#domain/publishing/publication.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';

/** What is in memory. Nothing in the maps is ever changed in place. */
export interface State {
  conferences: Map<ConferenceId, TrackedConference>;
  talks: Map<string, { conferenceId: ConferenceId; talk: StoredTalk }>;
  notes: Map<string, CapturedNote>;
  /** In the order in which they were first wanted. */
  publications: Map<PublicationKey, Publication>;
  removedWorks: Map<string, { conferenceId: ConferenceId; workKey: string }>;
  decisions: Map<string, { conferenceId: ConferenceId; decision: Decision }>;
  optOuts: Map<string, { teamId: string; userId: string }>;
}

export function emptyState(): State {
  return {
    conferences: new Map(),
    talks: new Map(),
    notes: new Map(),
    publications: new Map(),
    removedWorks: new Map(),
    decisions: new Map(),
    optOuts: new Map(),
  };
}

/** For work that may be undone. */
export function copyState(state: State): State {
  return Object.fromEntries(Object.entries(state).map(([name, map]) => [name, new Map(map)])) as never;
}

/** A copy that nobody else holds, as a database gives and takes it. */
function kept<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** As {@link kept}, its own texts as a column can hold them. */
function keptAsColumns<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(kept(value)).map(([field, content]) => [field, storable(content)])) as Value;
}

/** One text for several that none of them can contain. */
function join(...parts: string[]): string {
  return parts.map(storable).join('\0');
}

function compare<Item>(...keys: ((item: Item) => string | number)[]): (a: Item, b: Item) => number {
  return (a, b) => {
    for (const key of keys) {
      const [of, and] = [key(a), key(b)];
      if (of !== and) return of < and ? -1 : 1;
    }
    return 0;
  };
}

/** The stores on what `current` answers at each call. */
export function createMemoryStores(current: () => State): Stores {
  const noteKey = ({ teamId, channel, ts }: MessageKey) => join(teamId, channel, ts);
  const newestFirst = (chosen: (conference: TrackedConference) => boolean) =>
    [...current().conferences.values()]
      .filter(chosen)
      .sort(
        compare(
          ({ createdAt }) => createdAt,
          ({ id }) => id,
        ),
      )
      .reverse()
      .map(kept);
  const asWritten = (chosen: (note: CapturedNote) => boolean) =>
    [...current().notes.values()]
      .filter((note) => note.deletedAt === undefined && chosen(note))
      .sort(
        compare(
          ({ at }) => at,
          ({ ts }) => ts,
          ({ channel }) => channel,
        ),
      )
      .map(kept);
  const assertConference = (id: ConferenceId) => {
    if (!current().conferences.has(id)) throw new Error(`There is no conference ${id}.`);
  };

  return {
    conferences: {
      find: async (id) => {
        const conference = current().conferences.get(id);
        return conference && kept(conference);
      },
      ofTeam: async (teamId) => newestFirst((conference) => conference.teamId === teamId),
      ofChannel: async (teamId, channel) =>
        newestFirst((conference) => conference.teamId === teamId && conference.channels.includes(channel)),
      notOverBefore: async (day) => newestFirst((conference) => dueUntil(conference) >= day),
      overBefore: async (day) => newestFirst((conference) => dueUntil(conference) < day),
      save: async (conference) => {
        current().conferences.set(conference.id, kept(conference));
      },
      remove: async (id) => {
        const { conferences, talks, notes, publications, removedWorks, decisions } = current();
        conferences.delete(id);
        for (const map of [talks, notes, publications, removedWorks, decisions]) {
          for (const [key, { conferenceId }] of map) if (conferenceId === id) map.delete(key);
        }
      },
    },

    talks: {
      ofConference: async (id) =>
        [...current().talks.values()]
          .filter(({ conferenceId }) => conferenceId === id)
          .map(({ talk }) => talk)
          .sort(
            compare(
              ({ startsAt }) => Date.parse(startsAt),
              (talk) => talk.id,
            ),
          )
          .map(kept),
      save: async (conferenceId, talks) => {
        if (talks.length > 0) assertConference(conferenceId);
        for (const talk of talks) {
          current().talks.set(join(conferenceId, talk.id), { conferenceId, talk: kept(talk) });
        }
      },
      remove: async (conferenceId, talkIds) => {
        for (const id of talkIds) current().talks.delete(join(conferenceId, id));
      },
    },

    notes: {
      find: async (key) => {
        const note = current().notes.get(noteKey(key));
        return note && kept(note);
      },
      save: async (note) => {
        assertConference(note.conferenceId);
        current().notes.set(noteKey(note), keptAsColumns(note));
      },
      ofDay: async (id, day) => asWritten((note) => note.conferenceId === id && note.day === day),
      ofConference: async (id) => asWritten((note) => note.conferenceId === id),
      ofAuthor: async (id, authorId) =>
        asWritten((note) => note.conferenceId === id && note.authorId === storable(authorId)),
      count: async (id) => {
        const groups = Map.groupBy(
          asWritten((note) => note.conferenceId === id),
          ({ day, talkId, fromPrivate }) => JSON.stringify([day, talkId, fromPrivate]),
        );
        return [...groups.values()].map((notes) => ({
          day: notes[0]!.day,
          talkId: notes[0]!.talkId,
          fromPrivate: notes[0]!.fromPrivate,
          notes: notes.length,
        }));
      },
      photos: async () =>
        [...current().notes.values()]
          .filter(({ deletedAt }) => deletedAt === undefined)
          .flatMap(({ teamId, photos }) => photos.map(({ id }) => ({ teamId, id }))),
      eraseAuthor: async (teamId, authorId) => {
        const concerned = new Set<ConferenceId>();
        for (const [key, note] of current().notes) {
          if (note.teamId !== teamId || note.authorId !== storable(authorId)) continue;
          current().notes.delete(key);
          concerned.add(note.conferenceId);
        }
        return [...concerned];
      },
    },

    publications: {
      find: async (key) => {
        const publication = current().publications.get(storable(key));
        return publication && kept(publication);
      },
      at: async (place) => {
        const publication = [...current().publications.values()].find(
          ({ teamId, channel, ts }) => teamId === place.teamId && channel === place.channel && ts === place.ts,
        );
        return publication && kept(publication);
      },
      want: async (wish) => {
        assertConference(wish.conferenceId);
        const { publications } = current();
        const known = publications.get(storable(wish.key));
        if (known === undefined) {
          publications.set(storable(wish.key), keptAsColumns({ ...wish, attempts: 0, retryAt: 0 }));
        } else if (known.wantedHash !== wish.wantedHash) {
          const { failure: _, ...rest } = known;
          const { wanted, wantedHash } = keptAsColumns(wish);
          publications.set(known.key, { ...rest, wanted, wantedHash, attempts: 0, retryAt: 0 });
        }
      },
      due: async (now, perChannel) => {
        const taken = new Map<string, number>();
        return [...current().publications.values()]
          .filter((publication) => isPending(publication) && publication.retryAt <= now)
          .filter(({ parentKey = '' }) => {
            const parent = current().publications.get(parentKey);
            return parent?.failure === undefined || parent.ts !== undefined;
          })
          .filter(({ teamId, channel }) => {
            const turn = (taken.get(`${teamId} ${channel}`) ?? 0) + 1;
            taken.set(`${teamId} ${channel}`, turn);
            return turn <= perChannel;
          })
          .map(({ key, teamId, channel }) => ({ key, teamId, channel }));
      },
      withPrefix: async (prefix) =>
        [...current().publications.values()].filter(({ key }) => key.startsWith(storable(prefix))).map(kept),
      note: async (key, outcome) => {
        const { publications } = current();
        const known = publications.get(storable(key));
        if (known === undefined) return;
        // What is undefined in it is no field any more once it is kept.
        publications.set(known.key, keptAsColumns({ ...known, ...outcome } as Publication));
      },
      retryRefused: async (id, now) => {
        const { publications } = current();
        const refused = [...publications.values()].filter(
          ({ conferenceId, failure, retryAt }) => conferenceId === id && failure !== undefined && retryAt <= now,
        );
        for (const { failure: _, ...rest } of refused) publications.set(rest.key, rest);
        return refused.length > 0;
      },
      remove: async (key) => {
        current().publications.delete(storable(key));
      },
    },

    removedWorks: {
      ofConference: async (id) =>
        [...current().removedWorks.values()]
          .filter(({ conferenceId }) => conferenceId === id)
          .map(({ workKey }) => workKey)
          .sort(compare((workKey) => workKey)),
      add: async (conferenceId, workKey) => {
        assertConference(conferenceId);
        current().removedWorks.set(join(conferenceId, workKey), { conferenceId, workKey: storable(workKey) });
      },
      remove: async (conferenceId, workKey) => {
        current().removedWorks.delete(join(conferenceId, workKey));
      },
    },

    decisions: {
      ofConference: async (id) =>
        [...current().decisions.values()]
          .filter(({ conferenceId }) => conferenceId === id)
          .map(({ decision }) => decision)
          .sort(compare(decisionKey))
          .map(kept),
      save: async (conferenceId, decision) => {
        assertConference(conferenceId);
        const key = join(conferenceId, decisionKey(decision));
        current().decisions.set(key, { conferenceId, decision: kept(decision) });
      },
      remove: async (conferenceId, decision) => {
        current().decisions.delete(join(conferenceId, decisionKey(decision)));
      },
    },

    optOuts: {
      has: async (teamId, userId) => current().optOuts.has(join(teamId, userId)),
      ofTeam: async (team) =>
        [...current().optOuts.values()]
          .filter(({ teamId }) => teamId === team)
          .map(({ userId }) => userId)
          .sort(compare((userId) => userId)),
      add: async (teamId, userId) => {
        current().optOuts.set(join(teamId, userId), { teamId, userId });
      },
      remove: async (teamId, userId) => {
        current().optOuts.delete(join(teamId, userId));
      },
    },
  };
}

function isPending({ failure, startedAt, wanted, ts, postedHash, wantedHash }: Publication): boolean {
  if (failure !== undefined) return false;
  if (startedAt !== undefined) return true;
  if (wanted === null) return ts !== undefined;
  return ts === undefined || postedHash !== wantedHash;
}
