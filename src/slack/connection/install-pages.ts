import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HTTPReceiverOptions } from '@slack/bolt';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { type Notice, writeNotice } from '#errors.ts';
import { browserLanguage } from '#shared/browser-language.ts';

const STYLE = 'body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem }';
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

type InstallCallbacks = NonNullable<NonNullable<HTTPReceiverOptions['installerOptions']>['callbackOptions']>;

/** What the browser of someone who installs the app shows in the end. */
export const INSTALL_PAGES: InstallCallbacks = {
  success({ team, enterpriseUrl, appId }, _options, request, response) {
    // Installed for an organization, the app is added to its workspaces next.
    const opens =
      team === undefined
        ? `${enterpriseUrl}manage/organization/apps/profile/${appId}/workspaces/add`
        : appId === undefined
          ? 'slack://open'
          : `slack://app?team=${team.id}&id=${appId}`;
    sendPage(request, response, {
      ...{ status: 200, says: { key: 'installed' }, opens },
      links: { 'open-slack': opens, ...(team && { 'open-slack-web': `https://app.slack.com/client/${team.id}` }) },
    });
  },
  failure({ code }, _options, request, response) {
    const reason = /_(?:missing|invalid)_/.test(code) ? 'expired' : /_authorization_/.test(code) ? 'canceled' : 'other';
    const says: Notice = { key: 'install-failed', values: { reason, code } };
    sendPage(request, response, {
      status: reason === 'other' ? 500 : 400,
      says,
      links: { 'install-again': 'install' },
    });
  },
};

interface InstallPage {
  status: number;
  says: Notice;
  /** Opened at once. */
  opens?: string;
  links: Partial<Record<Notice['key'], string>>;
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  { status, says, opens, links }: InstallPage,
): void {
  const language = browserLanguage(request.headers, RECAP_LANGUAGES);
  const page = h(null, [
    { type: 'doctype' },
    h('html', { lang: language }, [
      h('head', [
        h('meta', { charset: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        ...(opens === undefined ? [] : [h('meta', { httpEquiv: 'refresh', content: `0; URL=${opens}` })]),
        h('title', 'Conference Recap'),
        h('style', STYLE),
      ]),
      h('body', [
        h('h1', 'Conference Recap'),
        h('p', writeNotice(says, language)),
        ...Object.entries(links).map(([key, href]) =>
          h('p', [h('a', { href }, writeNotice({ key: key as Notice['key'] }, language))]),
        ),
      ]),
    ]),
  ]);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
  response.end(toHtml(page));
}
