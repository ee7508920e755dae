import type { LocalApp, LocalWorkspace } from '#demo/local-slack/workspace-config.ts';

/** Sets the conference up. */
export const ADA = 'U0ADA0001';
export const BOB = 'U0BOB0001';
/** Stays at home and reads along. */
export const CLEO = 'U0CLEO001';
export const TALKS = 'C0TALKS01';
export const LEADS = 'G0LEADS01';
/** The bot is not in it. */
export const ELSEWHERE = 'C0ELSE001';
export const TEAM = 'T0TEAM001';

export const ZONE = 'Europe/Berlin';
export const FIRST_DAY = '2026-05-26';
export const LAST_DAY = '2026-05-27';
export const SCHEDULE_URL = 'https://conference.example/schedule.json';

/** A team with a public and a private channel in which the bot is, and one in which it is not. */
export function sampleTeam(app: LocalApp): LocalWorkspace {
  const people = [ADA, BOB, CLEO];
  return {
    workspace: { name: 'Team', domain: 'team', teamId: TEAM },
    app,
    users: [
      { id: ADA, name: 'ada', real_name: 'Ada', tz: ZONE },
      { id: BOB, name: 'bob', real_name: 'Bob', tz: ZONE },
      { id: CLEO, name: 'cleo', real_name: 'Cleo', tz: ZONE },
    ],
    channels: [
      { id: TALKS, name: 'talks', members: [...people, app.botUserId] },
      { id: LEADS, name: 'leads', is_private: true, members: [ADA, BOB, app.botUserId] },
      { id: ELSEWHERE, name: 'elsewhere', members: people },
    ],
  };
}

const talk = (guid: string, date: string, title: string, name: string) => ({
  guid,
  date,
  duration: '00:45',
  title,
  persons: [{ name }],
  room: 'Main hall',
});

/** Two talks on the first day and one on the last, as frab writes them. */
export const SCHEDULE = JSON.stringify({
  schedule: {
    conference: {
      title: 'SampleConf',
      start: FIRST_DAY,
      end: LAST_DAY,
      time_zone_name: ZONE,
      days: [
        {
          date: FIRST_DAY,
          rooms: {
            'Main hall': [
              talk('t-boats', '2026-05-26T10:00:00+02:00', 'Why boats float', 'Grace Hopper'),
              talk('t-trains', '2026-05-26T11:00:00+02:00', 'Trains that are late', 'Alan Kay'),
            ],
          },
        },
        {
          date: LAST_DAY,
          rooms: {
            'Main hall': [talk('t-planes', '2026-05-27T10:00:00+02:00', 'Planes at night', 'Barbara Liskov')],
          },
        },
      ],
    },
  },
});
