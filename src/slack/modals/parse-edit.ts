import { CUTS } from '#render/slack/blocks/limits.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Edits } from '#usecases/editing/edit-recap.ts';
import type { EditMetadata } from './edit-metadata.ts';
import { shownFields, wordingField } from './edit-statements.ts';
import { readEntered } from './form-values.ts';
import type { FieldErrors } from './parse-conference.ts';

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
  const lead = entered.choice(`lead:${place}`);
  return {
    edits: {
      introduction,
      closing,
      section: {
        place,
        offered,
        shown: entered.choicesUnder(shownFields(place)),
        reworded,
        ...omitUndefined({ lead }),
      },
    },
  };
}
