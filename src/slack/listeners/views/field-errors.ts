import { truncate } from '#render/slack/blocks/truncate.ts';
import type { FieldErrors } from '#slack/modals/conference-fields.ts';
import { errorSentence } from '#slack/replies/usage-errors.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';

const LONGEST = 300;

/** What went wrong, at the field that it is about, else at `otherwise`; Slack knows no place beside the fields. */
export function fieldErrors(error: unknown, fields: readonly string[], otherwise: string): FieldErrors {
  const about = error instanceof SettingError && fields.includes(error.setting) ? error.setting : otherwise;
  return { [about]: truncate(errorSentence(error), LONGEST) };
}
