import { cutText } from '../../../render/slack/cut-text.ts';
import { SettingError } from '../../../usecases/setting-error.ts';
import { errorSentence } from '../../answers/mistakes.ts';
import type { FieldErrors } from '../../views/read-conference.ts';

const LONGEST = 300;

/** What went wrong, at the field that it is about, else at `otherwise`; Slack knows no place beside the fields. */
export function fieldErrors(error: unknown, fields: readonly string[], otherwise: string): FieldErrors {
  const about = error instanceof SettingError && fields.includes(error.setting) ? error.setting : otherwise;
  return { [about]: cutText(errorSentence(error), LONGEST) };
}
