import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkedSchedules, scheduleExportUrl } from '#schedule/schedule-links.ts';

test('views of Sessionize without times lead to the one with everything', () => {
  const all = 'https://sessionize.com/api/v2/abc123/view/All';
  assert.equal(scheduleExportUrl('https://sessionize.com/api/v2/abc123/view/Speakers'), all);
  assert.equal(scheduleExportUrl('https://sessionize.com/api/v2/abc123'), all);
  assert.equal(scheduleExportUrl('https://sessionize.com/api/v2/abc123/view/GridSmart'), undefined);
  assert.equal(scheduleExportUrl('https://example.org/schedule.json'), undefined);
});

function linked(body: string, url = 'https://conf.example.org/2026/program'): string[] {
  return linkedSchedules(`<!doctype html><html><body>${body}</body></html>`, url);
}

test('a page that embeds Sessionize leads to its data', () => {
  assert.deepEqual(linked('<script src="https://sessionize.com/api/v2/k3nqs9ad/view/GridSmart?under=True"></script>'), [
    'https://sessionize.com/api/v2/k3nqs9ad/view/All',
  ]);
});

test('a page of pretalx, or with its widget, leads to the schedule.json of the event', () => {
  const expected = ['https://pretalx.example.org/harbor-2026/schedule/export/schedule.json'];
  for (const path of ['', 'schedule/', 'talk/ABC123/', 'speaker/XYZ/']) {
    assert.deepEqual(linked('powered by pretalx', `https://pretalx.example.org/harbor-2026/${path}`), expected);
  }
  assert.deepEqual(
    linked('<pretalx-schedule event-url="https://pretalx.example.org/harbor-2026/"></pretalx-schedule>'),
    expected,
  );
});

test('links to schedules are followed, those with most details first', () => {
  assert.deepEqual(
    linked(
      '<a href="webcal://conf.example.org/all.ics">Calendar</a> <a href="../data/schedule.xml">XML</a> <a href="/tickets">Tickets</a>',
    ),
    ['https://conf.example.org/data/schedule.xml', 'https://conf.example.org/all.ics'],
  );
});

test('a schedule is not a page', () => {
  assert.deepEqual(
    linkedSchedules('{"url": "https://sessionize.com/api/v2/k3nqs9ad/view/All"}', 'https://example.org/'),
    [],
  );
});
