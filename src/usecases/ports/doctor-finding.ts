/** The result of one check of the setup: a line for the person who runs `recap doctor`. */
export interface Finding {
  /** `fix`: the bot can't work like this. `note`: it works, but something is missing or couldn't be checked. */
  verdict: 'ok' | 'note' | 'fix';
  /** A setting, a scope or a part of the bot: `SLACK_BOT_TOKEN`. */
  about: string;
  /** What was found and what to do about it; never a secret. */
  says: string;
}

export const ok = (about: string, says: string): Finding => ({ verdict: 'ok', about, says });
export const note = (about: string, says: string): Finding => ({ verdict: 'note', about, says });
export const fix = (about: string, says: string): Finding => ({ verdict: 'fix', about, says });
