import { el, icon } from './dom.js';
import { words, time, minute, day, ago, lasted, count, source, lang } from './words.js';

const SOURCES_SHOWN = lang === 'zh' ? 6 : 4;
const SOURCES_BESIDE_COUNTS = SOURCES_SHOWN - 2;

export function header(live, now, old) {
  const open = ['critical', 'warning', 'info'].filter((s) => live.open[s] > 0);
  return [
    el('div', { class: 'light' }, icon(live.light), words.light[live.light]),
    el('div', { class: 'brand' }, el('b', {}, '听潮', el('span', {}, 'Tidewatch')), el('small', {}, words.tagline)),
    open.length
      ? el('ul', { class: 'open-counts' }, open.map((s) => el('li', {}, icon(s), `${words.severity[s]} ${count(live.open[s])}`)))
      : null,
    live.open.oldest_unacknowledged
      ? el('div', { class: 'unacknowledged' }, words.unacknowledged, el('b', {}, lasted(now - live.open.oldest_unacknowledged)))
      : null,
    el('ul', { class: `sources${old ? ' old' : ''}` }, sources(live, now, open.length > 1 ? SOURCES_BESIDE_COUNTS : SOURCES_SHOWN)),
    el('div', { class: 'clock' }, el('b', {}, time(now)), el('small', {}, day(now))),
  ].filter(Boolean);
}

/** The oldest first: what has gone quiet must not be the one that is left out. What came from a file is not quiet, and last. */
function sources(live, now, room) {
  const all = [...live.sources].sort((a, b) => (a.imported_at ? 1 : 0) - (b.imported_at ? 1 : 0) || a.last_seen - b.last_seen);
  const shown = all.length > room ? all.slice(0, room - 1) : all;
  const items = shown.map((s) =>
    el('li', { 'data-freshness': s.freshness }, icon(s.freshness), source(s.name),
      el('span', { class: 'age' }, s.imported_at ? imported(s, now) : s.last_seen ? ago(now - s.last_seen) : words.never)));
  if (all.length > shown.length) items.push(el('li', {}, words.more_sources(all.length - shown.length)));
  return items;
}

function imported(s, now) {
  return words.imported(now - s.imported_at < 86400000 ? minute(s.imported_at) : ago(now - s.imported_at), count(s.messages));
}

export function banner(live, now, lostSince) {
  if (lostSince) return words.link_lost(time(lostSince));
  if (live.freshness === 'away') return live.as_of ? words.redis_away(time(live.as_of)) : words.redis_never;
  const newest = Math.max(0, ...live.sources.map((s) => s.last_seen));
  if (live.freshness === 'silent') return words.silent(ago(now - newest));
  if (live.freshness === 'late') return words.late(ago(now - newest));
  return live.unreadable ? words.unreadable(live.unreadable) : null;
}
