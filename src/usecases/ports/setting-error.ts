import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';

/** An invalid setting. A form shows the message next to the setting's field. */
export class SettingError extends AppError {
  readonly setting: keyof ConferenceSettings;

  constructor(setting: keyof ConferenceSettings, message: string) {
    super('refused', message);
    this.name = 'SettingError';
    this.setting = setting;
  }
}
