import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf } from '#domain/conference/conference-day.ts';
import { digestKey, type OutgoingMessage, recapKey } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { asksForSchedule, type Intent, intentOf } from '#text/requests/question-intent.ts';
import { audienceOfActor } from '#usecases/conference/permissions.ts';
import {
  isWhichConference,
  requireConference,
  resolveConference,
  visibleConferences,
} from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { renderDigestMessages } from '#usecases/publishing/compose-digest.ts';
import { type ReadingListPage, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { listTalks, type TalkList } from '#usecases/schedule/list-talks.ts';
import { type AnswerListener, type AskedAnswer, ask, findNamed } from './ask-notes.ts';
import { compileScope, loadScope, resolveScope, type Scope } from './compile-conference.ts';

/** What somebody gets who writes to the bot. */
export type QuestionAnswer =
  | { kind: 'notes'; asked: AskedAnswer }
  | { kind: 'digest'; digest: DigestForReader }
  | { kind: 'reading-list'; page: ReadingListPage }
  | { kind: 'schedule'; list: TalkList }
  /** A greeting, thanks, or a call for help; without a conference if none can be meant. */
  | { kind: 'pleasantry'; intent: Exclude<Intent, 'digest' | 'reading-list' | 'question'>; about?: About };

interface About {
  conference: TrackedConference;
  phase: ReturnType<typeof phaseOf>;
}

/** A day's digest, or the recap, as far as one person may read it. */
export interface DigestForReader {
  conference: TrackedConference;
  scope: Scope;
  /** Absent if there are no notes. */
  message?: OutgoingMessage;
  /** Of the posted one. */
  permalink?: string;
}

/**
 * Answers what somebody wrote to the bot: from the notes, or if it asks for all that was said, with the digest or the
 * reading list. `named` is the name of a conference of the workspace. @throws AppError
 */
export async function answerQuestion(
  deps: BotDependencies,
  actor: Actor,
  { question, named, listener }: { question: string; named?: string; listener?: AnswerListener | undefined },
): Promise<QuestionAnswer> {
  const intent = intentOf(question);
  if (intent === 'greeting' || intent === 'thanks' || intent === 'help') {
    return { kind: 'pleasantry', intent, ...omitUndefined({ about: await findAbout(deps, actor, named) }) };
  }
  const conference = await findAsked(deps, actor, named);
  if (intent === 'question' && asksForSchedule(question)) {
    const today = conferenceDay(deps.clock.now(), conference.timezone);
    const isDay = conference.from <= today && today <= conference.to;
    return { kind: 'schedule', list: await listTalks(deps, actor, isDay ? today : undefined) };
  }
  switch (intent) {
    case 'digest':
      return { kind: 'digest', digest: await readDigest(deps, actor, { conference, question }) };
    case 'reading-list':
      return {
        kind: 'reading-list',
        page: await showReadingList(deps, actor, { page: 1, conferenceId: conference.id }),
      };
    default:
      return { kind: 'notes', asked: await ask(deps, actor, { conference, asked: question, listener }) };
  }
}

/** Finds the conference that somebody most likely wants to know about, if there is one. */
export async function findAbout(deps: BotDependencies, actor: Actor, named?: string): Promise<About | undefined> {
  const conference = await findAsked(deps, actor, named).catch(() => undefined);
  return conference && { conference, phase: phaseOf(conference, deps.clock.now()) };
}

/** Finds the conference that a question is about; outside of channels also the last one, if none is running. */
async function findAsked(deps: BotDependencies, actor: Actor, named: string | undefined): Promise<TrackedConference> {
  if (named !== undefined) return findNamed(deps, actor, named);
  const found = await resolveConference(deps, actor);
  if (!isWhichConference(found)) return found;
  const past = found.choices.length > 0 ? [] : await visibleConferences(deps, actor);
  const [last] = past.sort((one, other) => (one.to > other.to ? -1 : 1));
  return last ?? requireConference(deps, actor);
}

async function readDigest(
  deps: BotDependencies,
  actor: Actor,
  { conference, question }: { conference: TrackedConference; question: string },
): Promise<DigestForReader> {
  const place = await audienceOfActor(deps, actor);
  const all = await deps.database.notes.count(conference.id);
  const scope = chooseScope(conference, deps.clock.now(), {
    question,
    noted: [...new Set(all.map(({ day }) => day))].sort(),
  });
  const stored = await loadScope(deps, conference, { scope, place });
  if (stored.notes.length === 0) return { conference, scope };
  const { recap } = await compileScope(deps, { conference, scope, stored }, { canWait: true });
  const [main] = renderDigestMessages(deps, conference, { scope, recap, stored });
  const key = scope === 'all' ? recapKey(conference.id, 'main') : digestKey(conference.id, scope, 'main');
  const posted = await deps.database.publications.find(key);
  const permalink = posted?.ts === undefined ? undefined : await deps.workspace.permalink({ ...posted, ts: posted.ts });
  return { conference, scope, ...omitUndefined({ message: main?.message, permalink }) };
}

/** Returns the day that a question names, or else today; the last day with notes before it if there are none yet. */
function chooseScope(
  conference: TrackedConference,
  now: number,
  { question, noted }: { question: string; noted: readonly CalendarDate[] },
): Scope {
  if (/\b(?:conference|event|overall|whole|so far|days|week)\b/iu.test(question)) return 'all';
  const today = conferenceDay(now, conference.timezone);
  const before = noted.findLast((day) => day < today);
  if (/\byesterday/iu.test(question) && before !== undefined) return before;
  const scope = resolveScope(conference, now, undefined);
  return scope === 'all' || noted.includes(scope) ? scope : (before ?? scope);
}
