import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Talk } from '#domain/conference/talk.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import type { LabelledConference } from './labelled-conference.ts';
import { makeConference, type Shape } from './synthetic-conference.ts';

/** A talk with less to say gives no notes. */
const LEAST_ABSTRACT = 300;

const USUAL: Omit<Shape, 'name' | 'seed'> = {
  rooms: 2,
  people: 6,
  moving: false,
  openers: 0.6,
  threads: 0.3,
  late: 0.05,
  chat: 0.1,
  chatInTalks: 0.5,
  languages: ['en'],
  minutes: 40,
  unnoted: 0.1,
};

const SHAPES: Shape[] = [
  { ...USUAL, name: 'one room', seed: 1, rooms: 1, people: 4 },
  { ...USUAL, name: 'one room, no openers', seed: 2, rooms: 1, people: 3, openers: 0 },
  { ...USUAL, name: 'two rooms', seed: 3 },
  { ...USUAL, name: 'two rooms, much small talk', seed: 4, chat: 0.25, chatInTalks: 0.8 },
  { ...USUAL, name: 'two rooms, 30 % late', seed: 5, late: 0.3 },
  { ...USUAL, name: 'three rooms, moving', seed: 6, rooms: 3, people: 7, moving: true },
  {
    ...USUAL,
    name: 'three rooms, moving, no threads',
    seed: 7,
    rooms: 3,
    people: 7,
    moving: true,
    threads: 0,
  },
  {
    ...USUAL,
    name: 'three rooms, moving, 15 % late',
    seed: 8,
    rooms: 3,
    people: 7,
    moving: true,
    late: 0.15,
  },
  {
    ...USUAL,
    name: 'three rooms, moving, few openers',
    seed: 9,
    rooms: 3,
    people: 7,
    moving: true,
    openers: 0.25,
  },
  { ...USUAL, name: 'four rooms, short talks', seed: 10, rooms: 4, people: 9, moving: true, minutes: 20 },
  { ...USUAL, name: 'five rooms, moving', seed: 11, rooms: 5, people: 12, moving: true },
  { ...USUAL, name: 'two rooms, chat in German', seed: 12, languages: ['de'] },
  { ...USUAL, name: 'two rooms, chat in Spanish, French', seed: 13, languages: ['es', 'fr'] },
  { ...USUAL, name: 'two rooms, chat in many languages', seed: 14, languages: ['other', 'en', 'de'] },
];

/** Made-up conferences of many shapes, from the real schedules in a folder. Empty where there are none. */
export function makeConferences(folder: string): LabelledConference[] {
  const sources = readSources(folder);
  if (sources.length === 0) return [];
  return SHAPES.map((shape, index) => makeConference(shape, sources[index % sources.length]!));
}

/** Reads the talks with long abstracts from the real schedules in a folder. */
export function readSources(folder: string): Talk[][] {
  return ['38c3-excerpt.schedule.xml', 'frab-camp2019.schedule.json']
    .map((file) => join(folder, file))
    .filter((file) => existsSync(file))
    .map((file) => parseSchedule(readFileSync(file, 'utf8')).talks.filter(tellsMuch));
}

function tellsMuch({ abstract = '' }: Talk): boolean {
  return abstract.length >= LEAST_ABSTRACT;
}
