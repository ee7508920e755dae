import type { InstallationQuery } from '@slack/bolt';
import type { InFlight } from '#slack/connection/in-flight.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** What listeners are given: what use cases need, and the connection's own. */
export interface ListenerDependencies extends BotDependencies {
  /** Removes the tokens of a workspace or organization. */
  removeInstallation: (query: InstallationQuery<boolean>) => Promise<void>;
  /** Counts what goes on after its acknowledgment, so that the bot can stop when it is done. */
  inFlight: Pick<InFlight, 'track'>;
}
