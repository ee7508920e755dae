import { CUTS, LIMITS } from '../../render/slack/limits.ts';
import type { Edits } from '../../usecases/edit-recap.ts';
import { type EditMetadata, MOST_STATEMENTS } from './edit-metadata.ts';
import { shownField, wordingField } from './edit-statements.ts';
import { readEntered } from './entered.ts';
import type { FieldErrors } from './read-conference.ts';

/** Six kinds, the last group of each not full. */
const MOST_GROUPS = Math.ceil(MOST_STATEMENTS / LIMITS.choices.options) + 6;

/** What was entered into the form that edits a recap, or what is wrong with it. */
export function readEditView(
  state: unknown,
  { place, offered }: Pick<EditMetadata, 'place' | 'offered'>,
): { edits: Edits } | { errors: FieldErrors } {
  const entered = readEntered(state);
  const errors: FieldErrors = {};
  const words = (id: string, most: number) => {
    const text = entered.text(id);
    if (text.length > most) errors[id] = `This is too long: ${most} characters are the most.`;
    return text;
  };
  const introduction = words('introduction', CUTS.introduction);
  const closing = words('closing', CUTS.closing);
  const reworded = Object.fromEntries(
    offered
      .filter((statement) => entered.has(wordingField(statement)))
      .map((statement) => [statement, words(wordingField(statement), CUTS.point)]),
  );
  if (Object.keys(errors).length > 0) return { errors };
  if (place === undefined) return { edits: { introduction, closing } };
  const groups = Array.from({ length: MOST_GROUPS }, (_, group) => shownField(place, group));
  const lead = entered.choice(`lead:${place}`);
  return {
    edits: {
      introduction,
      closing,
      section: {
        place,
        offered,
        shown: groups.flatMap((id) => entered.choices(id)),
        reworded,
        ...(lead !== undefined && { lead }),
      },
    },
  };
}
