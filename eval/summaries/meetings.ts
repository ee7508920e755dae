import { readFileSync } from 'node:fs';
import { AppError } from '#errors.ts';

/** A transcribed meeting and what a person wrote of it. */
export interface Meeting {
  /** What was said, turn by turn, without the transcribers' marks. */
  turns: string[];
  /** The person's summary. */
  reference: string;
}

interface QmsumRow {
  general_query_list?: { answer?: unknown }[];
  meeting_transcripts?: { content?: unknown }[];
}

/**
 * Reads meetings as QMSum has them: a JSON object a line. The reference is the answer to the first general query.
 *
 * @throws AppError `bad-input` naming the line.
 */
export function readMeetings(file: string): Meeting[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('bad-input', `${file} can't be read. Name a file of meetings in QMSum's form.`, {
      cause,
    });
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => readMeeting(line, `${file}, line ${index + 1}`));
}

function readMeeting(line: string, place: string): Meeting {
  let row: QmsumRow;
  try {
    row = JSON.parse(line) as QmsumRow;
  } catch (cause) {
    throw new AppError('bad-input', `${place} is no JSON.`, { cause });
  }
  const reference = row.general_query_list?.[0]?.answer;
  if (typeof reference !== 'string' || !Array.isArray(row.meeting_transcripts)) {
    throw new AppError('bad-input', `${place} has no general_query_list[0].answer or no meeting_transcripts.`);
  }
  const turns = row.meeting_transcripts
    .map(({ content }) => (typeof content === 'string' ? writeAsProse(content) : ''))
    .filter((turn) => turn !== '');
  return { turns, reference };
}

/** Takes out marks such as `{vocalsound}` and the spaces before punctuation: `word .` becomes `word.` */
function writeAsProse(transcribed: string): string {
  return transcribed
    .replace(/\{[a-z]+\}/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,?!;:](?: |$))/g, '')
    .replace(/ (?='[a-z]+\b)/g, '')
    .replace(/ - /g, '-')
    .trim();
}
