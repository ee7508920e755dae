import { readFileSync } from 'node:fs';
import { sentencesOfTurns } from './choose-sentences.ts';
import { chooseOurs, cutToWords } from './systems.ts';

// A program of its own, so that its time can be taken from its start: the transcript on standard input, a turn a
// line, its summary on standard output.
const turns = readFileSync(0, 'utf8').split('\n');
console.log(cutToWords(chooseOurs(sentencesOfTurns(turns))));
