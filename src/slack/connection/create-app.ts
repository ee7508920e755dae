import type { App, Receiver } from '@slack/bolt';
import appModule from '@slack/bolt/dist/App.js';
import type { WebClientOptions } from '@slack/web-api';
import type { Config, SlackAccess, SlackConnection } from '#config/config.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { explainSlackRefusal } from '#slack/api/slack-errors.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeyValue, RecordStore } from '#usecases/ports/stores.ts';
import { createErrorHandler, requestIdOf } from './handle-errors.ts';
import { createHttpReceiver, type Routes } from './http-receiver.ts';
import { createInFlight, type InFlight } from './in-flight.ts';
import { INSTALL_PAGES } from './install-pages.ts';
import {
  createInstallationStore,
  createStateStore,
  isNotInstalled,
  NotInstalledError,
  type RemoveInstallation,
} from './oauth-stores.ts';
import { BOT_SCOPES } from './scopes.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import {
  type CallObserver,
  createSingleClient,
  createWebClients,
  type WebClients,
  webClientOptions,
} from './web-clients.ts';
// Bolt's entry point also loads Express, which takes as long as the rest of Bolt. This is the part that we need.

export interface SlackApp {
  /** Bolt's app. Listeners are registered on it before `start`. */
  app: App;
  clients: WebClients;
  /** Counts work that continues after its acknowledgment: `stop` waits for it. */
  inFlight: InFlight;
  /** Connects, waiting as long as Slack can't be reached. @throws AppError `refused` (a token), `failed` (the port) */
  start(): Promise<void>;
  /** Only calls `removeTeam` if the token is the configuration's. */
  removeInstallation: RemoveInstallation;
  /** Stops accepting requests and waits for running work, ten seconds at most. Safe to call again. */
  stop(): Promise<void>;
  health(): SlackHealth;
}

interface SlackHealth {
  /** The socket is open, or the bot listens for Slack's requests. */
  isConnected: boolean;
  /** When Slack last answered a call, milliseconds since the epoch. */
  lastAnswerAt?: number;
}

interface Needs {
  /** Stores the OAuth states of installations in progress. */
  keyValue: Pick<KeyValue, 'get' | 'set' | 'delete'>;
  log: Log;
  /** Stores the installations. */
  installations: RecordStore;
  /** Served over HTTP next to Slack's own paths; not used in Socket Mode. */
  routes?: Routes;
  /** The timeout of calls to Slack. */
  timeoutMs?: number;
  /** Called when a call to Slack fails, see {@link CallObserver}. */
  onError?: (code: string) => void;
  /** Adds a request's id to every log line while `work` runs. */
  withRequestId?: (id: string, work: () => Promise<void>) => Promise<void>;
}

const REDIRECT_PATH = '/slack/oauth_redirect';

/** How long work that was acknowledged over HTTP may still take once all requests are answered. */
const LAST_WORK_MS = 2_000;

/** What differs between Socket Mode and HTTP. */
interface Connection {
  receiver: Receiver;
  clients: WebClients;
  authorize?: ReturnType<typeof createSingleClient>['authorize'];
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  isConnected(): boolean;
  removeInstallation?: RemoveInstallation;
}

/** Creates the app, connected as the configuration says, without any listeners. */
export function createSlackApp(config: Pick<Config, 'slack' | 'publicUrl' | 'encryptionKeys'>, needs: Needs): SlackApp {
  const { slack } = config;
  let lastAnswerAt: number | undefined;
  const watch: CallObserver = {
    onAnswer: () => {
      lastAnswerAt = Date.now();
    },
    ...omitUndefined({ onError: needs.onError }),
  };
  const clientOptions = webClientOptions(slack, needs.log, watch, needs.timeoutMs);
  const { connection: way, access } = slack;
  const inFlight = createInFlight();
  const connection =
    way.mode === 'socket'
      ? connectBySocket(way, access, { clientOptions, needs, inFlight })
      : connectByHttp(way, access, { clientOptions, needs, config });
  const { receiver, clients, authorize } = connection;
  const app = new appModule.default({
    receiver,
    clientOptions,
    ...omitUndefined({ authorize, logger: clientOptions.logger }),
    extendedErrorHandler: true,
    // Neither is used, and both would take time at every request.
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(createErrorHandler(needs.log));
  app.use(({ context, body, next }) => {
    const id = requestIdOf(context, body);
    return id === undefined || needs.withRequestId === undefined ? next() : needs.withRequestId(id, next);
  });
  let stopped: Promise<void> | undefined;
  return {
    app,
    clients,
    inFlight,
    async start() {
      await Promise.all([connection.start(), access.kind === 'one-workspace' && checkToken(clients, needs.log)]);
    },
    stop: () => {
      stopped ??= connection.stop().then(async () => void (await inFlight.settled(LAST_WORK_MS)));
      return stopped;
    },
    async removeInstallation(query, removeTeam) {
      if (connection.removeInstallation !== undefined) return connection.removeInstallation(query, removeTeam);
      if (query.teamId !== undefined) await removeTeam?.(query.teamId);
    },
    health: () => ({
      isConnected: connection.isConnected(),
      ...omitUndefined({ lastAnswerAt }),
    }),
  };
}

function connectBySocket(
  { appToken }: SlackConnection & { mode: 'socket' },
  access: SlackAccess,
  { clientOptions, needs, inFlight }: { clientOptions: WebClientOptions; needs: Needs; inFlight: InFlight },
): Connection {
  if (access.kind !== 'one-workspace')
    throw new AppError(
      'bad-input',
      'Serving several workspaces needs HTTP: set SLACK_SIGNING_SECRET instead of SLACK_APP_TOKEN.',
    );
  const { authorize, ...clients } = createSingleClient(access.botToken, clientOptions, needs.keyValue);
  const receiver = createSocketReceiver({ appToken, clientOptions, log: needs.log, inFlight });
  return {
    receiver,
    clients,
    authorize,
    start: () => receiver.start(),
    stop: () => receiver.stop(),
    isConnected: receiver.isConnected,
  };
}

function connectByHttp(
  { signingSecret, port }: SlackConnection & { mode: 'http' },
  access: SlackAccess,
  {
    clientOptions,
    needs: { routes = {}, ...needs },
    config: { publicUrl, encryptionKeys },
  }: { clientOptions: WebClientOptions; needs: Needs; config: Pick<Config, 'publicUrl' | 'encryptionKeys'> },
): Connection {
  const logger = clientOptions.logger!;
  if (access.kind === 'one-workspace') {
    const { authorize, ...clients } = createSingleClient(access.botToken, clientOptions, needs.keyValue);
    const http = createHttpReceiver(port, routes, { signingSecret, logger });
    return { ...http, clients, authorize, isConnected: http.isListening };
  }
  const { clientId, clientSecret, stateSecret } = access;
  const installations = createInstallationStore(needs.installations, encryptionKeys);
  const { slackApiUrl } = clientOptions;
  const http = createHttpReceiver(port, routes, {
    signingSecret,
    logger,
    clientId,
    clientSecret,
    stateSecret,
    installationStore: installations,
    scopes: [...BOT_SCOPES],
    ...omitUndefined({ redirectUri: publicUrl === undefined ? undefined : `${publicUrl}${REDIRECT_PATH}` }),
    installerOptions: {
      stateStore: createStateStore(needs.keyValue),
      // Slack's own page asks for consent.
      directInstall: true,
      callbackOptions: INSTALL_PAGES,
      clientOptions,
      redirectUriPath: REDIRECT_PATH,
      ...(slackApiUrl !== undefined && {
        authorizationUrl: new URL('/oauth/v2/authorize', slackApiUrl).href,
      }),
    },
  });
  const { installer } = http.receiver;
  const clients = createWebClients(async (teamId) => {
    try {
      // Renews tokens that expire.
      return await installer!.authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
    } catch (error) {
      throw isNotInstalled(error) ? new NotInstalledError() : error;
    }
  }, clientOptions);
  return {
    ...http,
    clients,
    isConnected: http.isListening,
    async removeInstallation(query, removeTeam) {
      if (query.teamId !== undefined) clients.forget(query.teamId);
      await installations.removeInstallation(
        query,
        removeTeam &&
          (async (teamId) => {
            clients.forget(teamId);
            await removeTeam(teamId);
          }),
      );
    },
  };
}

/** Throws if Slack refuses the token. If Slack can't be reached, only logs that: the connection waits for it. */
async function checkToken(clients: WebClients, log: Log): Promise<void> {
  try {
    await clients.identityFor('');
  } catch (cause) {
    const refusal = explainSlackRefusal(cause);
    if (refusal !== undefined) throw new LocalizedError('refused', refusal.key, refusal.values, { cause });
    log.warn(errorLogFields(cause), "Slack isn't responding yet");
  }
}
