import { el, icon } from './dom.js';
import { words, named, region, source, attached, count, decimal, lasted, ago } from './words.js';

export function incidents(live, now) {
  if (live.incidents.length) return live.incidents.map((i) => card(i, now));
  if (live.light === 'blind') return [calm('blind', words.blind, words.blind_note)];
  if (live.light === 'waiting') {
    return [live.freshness === 'imported'
      ? calm('waiting', words.imported_only, [words.imported_note, learning(live)].filter(Boolean).join(' · '))
      : calm('waiting', words.waiting, words.waiting_note)];
  }
  const kind = live.light === 'normal' ? 'calm' : live.light === 'learning' ? 'waiting' : 'attention';
  return [calm(kind, words.none_open, kind === 'attention' ? learning(live) : quiet(live))];
}

/** "As expected" is said only where enough has been seen to expect anything. */
function quiet(live) {
  const n = count(live.issues.total);
  if (live.learning && live.learning.day >= live.learning.of) return words.none_open_note(n);
  return [words.complaints(n), learning(live)].filter(Boolean).join(' · ');
}

function learning(live) {
  const l = live.learning;
  if (!l || l.day >= l.of) return '';
  return live.light === 'learning' ? words.learning_cold(l.day, l.of) : words.learning(l.day, l.of);
}

function calm(kind, title, note) {
  return el('div', { class: 'calm', 'data-kind': kind }, icon(kind === 'calm' ? 'normal' : kind),
    el('div', {}, title, el('small', {}, note)));
}

function card(i, now) {
  return el('article', { class: 'card', 'data-severity': i.severity, 'data-id': i.id },
    el('div', { class: 'what' }, icon(i.severity), el('b', {}, named(i.name)), el('span', {}, where(i)), trend(i)),
    el('div', { class: 'figures' },
      compared(i),
      el('dl', {},
        pair(words.now, `${count(i.now)} ${words.posts}`),
        i.expected === null ? [] : pair(words.expected, expected(i)),
        i.voices === 0 ? [] : pair(words.voices, `${count(i.voices)} ${words.people}`),
        pair(words.lasted, lasted(now - i.starts_at)))),
    el('div', { class: 'who' },
      el('span', {}, `${words.owner} `, el('b', {}, i.owner || words.no_owner)),
      i.level ? el('span', {}, named(i.level)) : null,
      i.historical ? el('span', {}, words.historical) : null,
      i.inhibited ? el('span', {}, words.inhibited) : null,
      el('span', { class: 'state', 'data-acknowledged': String(i.acknowledged) },
        icon(i.acknowledged ? 'acknowledged' : i.severity), words.states[i.state] ?? i.state)),
    el('div', { class: 'quotes' }, i.quotes.slice(0, 3).map((q) =>
      el('div', {}, el('p', {}, q.text), el('small', {}, [source(q.source), ago(now - q.at), ...attached(q)].join(' · '))))));
}

/** What is usual, and from where to where it goes in four windows of five. */
function expected(i) {
  const n = `${i.expected < 1 ? words.under_one : decimal(i.expected)} ${words.posts}`;
  return i.expected >= 1 && i.expected_low < i.expected_high ? words.around(n.trim(), count(i.expected_low), count(i.expected_high)) : n;
}

function pair(name, value) {
  return [el('dt', {}, name), el('dd', {}, value)];
}

/** Where the multiple would say nothing, words stand for it. */
function compared(i) {
  if (i.instead) return el('div', { class: 'ratio said' }, el('b', {}, named(i.instead)));
  if (i.ratio === null) return null;
  return el('div', { class: 'ratio' }, el('b', {}, el('small', {}, '×'), decimal(i.ratio)), el('span', {}, words.times_expected));
}

function where(i) {
  const regions = i.regions.slice(0, 3).map(region);
  const others = i.others.filter((o) => !named(i.name).includes(o));
  const shown = [...others.slice(0, 3), ...regions].join(' ');
  if (!shown && i.others.length) return '';
  if (!shown) return words.all_regions;
  const more = Math.max(i.regions.length, i.others.length);
  return more > 3 ? `${shown} ${words.and_more(more)}` : shown;
}

/** Arrow and words follow one value; it doubles only while it rises. */
function trend(i) {
  const text = i.doubling_minutes !== null ? words.doubling(Math.round(i.doubling_minutes)) : words.trend[i.trend];
  return el('div', { class: 'trend', 'data-trend': String(i.trend) }, icon({ 1: 'up', 0: 'flat', '-1': 'down' }[i.trend]), text);
}
