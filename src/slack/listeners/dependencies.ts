import type { InstallationQuery } from '@slack/bolt';
import type { Bot } from '../../usecases/bot.ts';
import type { Log } from '../../usecases/bot-dependencies.ts';
import type { Workspace } from '../../usecases/slack-ports.ts';
import type { KeyValue } from '../../usecases/stores.ts';
import type { UnderWay } from '../under-way.ts';

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
  underWay: Pick<UnderWay, 'track'>;
  log: Log;
}
