import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';

/** A setting that can't be as a person wants it; a form shows the sentence at its field. */
export class SettingError extends AppError {
  readonly setting: keyof ConferenceSettings;

  constructor(setting: keyof ConferenceSettings, message: string) {
    super('refused', message);
    this.name = 'SettingError';
    this.setting = setting;
  }
}
