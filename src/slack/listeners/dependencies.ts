import type { InstallationQuery } from '@slack/bolt';
import type { InFlight } from '#slack/connection/in-flight.ts';
import type { Bot } from '#usecases/bot.ts';
import type { Workspace } from '#usecases/ports/chat.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** What listeners are given. */
export interface ListenerDependencies {
  bot: Bot;
  /** Keeps what waits for a person's choice. */
  keyValue: KeyValue;
  /** For the words of notes that Home shows. */
  workspace: Pick<Workspace, 'namesFor'>;
  /** Forgets the tokens of a workspace or organisation. */
  removeInstallation: (query: InstallationQuery<boolean>) => Promise<void>;
  /** What goes on after its acknowledgement is counted here, so that the bot can end when it is done. */
  inFlight: Pick<InFlight, 'track'>;
  log: Log;
}
