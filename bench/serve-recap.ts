import { runDueWork } from '#app/create-job-work.ts';
import { openDatabase } from '#db/open-database.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import { findWebRecap } from '#usecases/recap/web-recap.ts';
import { createRecapRoute } from '#web/recap-route.ts';
import { serveRoutes } from '#web/router.ts';
import { createTestBot } from '../test/fakes/bot-for-test.ts';
import { manyTalks } from '../test/render/many-talks.ts';

/**
 * A conference of TALKS talks and NOTES notes in a SQLite file (the first argument), its recap published and open to
 * all who have the link, served as the bot serves it; Slack alone is in memory. Says the page's path when it listens.
 */
const [file, talks, notes] = process.argv.slice(2);
const { database, keyValue } = await openDatabase(`sqlite:${file}`);
const { deps, setTime } = createTestBot();
Object.assign(deps, { database, keyValue });
const actor = { teamId: 'T1', userId: 'U1', channel: 'C1' };
const day = '2024-02-03';
setTime(`${day}T08:00:00+01:00`);
const { conference } = await startConference(deps, actor, {
  name: 'Bench',
  from: day,
  timezone: 'Europe/Brussels',
});
const recap = manyTalks({ talks: Number(talks), rooms: 6, notes: Number(notes) });
const stored = recap.days[0]!.talks.map(({ id, title, speakers, room, startsAt, endsAt }) => ({
  ...{ id, title, speakers, startsAt, endsAt, byHand: false },
  ...(room === undefined ? {} : { room }),
}));
await database.talks.save(conference.id, stored);
for (const { ts, text, talkId } of recap.notes) {
  await database.notes.save({
    ...{
      teamId: 'T1',
      channel: 'C1',
      ts,
      conferenceId: conference.id,
      at: Number(ts) * 1000,
      authorId: 'U2',
    },
    ...{ source: text, photos: [], captures: [{ way: 'listen', by: 'U2' }], day, talkId, fromPrivate: false },
    placedBy: 'person',
  });
}
await changeSettings(deps, actor, conference.id, { webAccess: 'link' });
setTime(`${day}T20:00:00+01:00`);
await runDueWork(deps);
const { webToken } = (await database.conferences.find(conference.id))!;
const route = createRecapRoute({
  find: (key, asked) => findWebRecap(deps, key, asked),
  openPhoto: async () => undefined,
  publicUrl: undefined,
  now: Date.now,
  log: deps.log,
});
await serveRoutes(Number(process.env.PORT), { '/r/*': route });
process.stdout.write(`/r/${conference.id}.${webToken}\n`);
