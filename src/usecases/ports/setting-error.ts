import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { LocalizedError, type Notice } from '#errors.ts';

/** An invalid setting. A form shows the message next to the setting's field. */
export class SettingError extends LocalizedError {
  readonly setting: keyof ConferenceSettings;

  constructor(setting: keyof ConferenceSettings, { key, values }: Notice) {
    super('refused', key, values);
    this.name = 'SettingError';
    this.setting = setting;
  }
}
