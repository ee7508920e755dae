import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nameLikeness } from '#domain/conference/channel-similarity.ts';

it('knows a conference by its name, however it is written', () => {
  const alike: [string, string][] = [
    ['devopsdays-toronto', 'DevOpsDays Toronto 2016'],
    ['conf-devopsdays-toronto-2016', 'DevOpsDays Toronto 2016'],
    ['dodtoronto16', 'DevOpsDays Toronto 2016'],
    ['dod-toronto', 'DevOpsDays Toronto 2016'],
    ['pdx-devopsdays', 'DevOpsDays Portland 2017'],
    ['all_things_open', 'All Things Open'],
    ['allthingsopen', 'All Things Open'],
    ['oss-2024', 'Open Source Summit 2024'],
    ['38c3', '38C3'],
    ['fosdem-trip', 'FOSDEM 2024'],
    ['jsconfeu', 'JSConf EU'],
    ['кодфест', 'КодФест 2024'],
    ['東京カンファレンス', '東京カンファレンス 2024'],
  ];
  for (const [channel, conference] of alike) assert.equal(nameLikeness(channel, conference), 1, channel);
});

it('half knows it by its first word', () => {
  assert.equal(nameLikeness('goto-cph', 'GOTO Copenhagen'), 0.5);
  assert.equal(nameLikeness('kubecon', 'KubeCon + CloudNativeCon Europe 2017'), 0.5);
});

it('does not know others', () => {
  const others: [string, string][] = [
    ['toronto', 'DevOpsDays Toronto 2016'],
    ['devops', 'DevOpsDays Toronto 2016'],
    ['devopsdays-toronto-2015', 'DevOpsDays Toronto 2016'],
    ['dodtoronto15', 'DevOpsDays Toronto 2016'],
    ['open-positions', 'Open Source Summit'],
    ['2016', 'DevOpsDays Toronto 2016'],
    ['general', 'PyCon'],
    ['a', ''],
    ['', ''],
    ['x'.repeat(10_000), 'y '.repeat(10_000)],
  ];
  for (const [channel, conference] of others) assert.equal(nameLikeness(channel, conference), 0, channel);
});
