import { el, icon } from './dom.js';
import { words, named, count, percent } from './words.js';

export function ranking(live) {
  const { issues } = live;
  const title = el('h2', {}, issues.rows.length ? words.ranking_of(count(issues.total)) : words.ranking);
  if (!issues.rows.length) {
    return [title, el('div', { class: 'empty' }, icon('waiting'), live.freshness === 'fresh' || live.freshness === 'imported' ? words.no_issues : words.no_figures)];
  }
  const severities = new Map(live.incidents.map((i) => [i.issue, i.severity]));
  return [title, el('ol', {},
    el('li', { class: 'head' }, el('span'), el('span'), el('span', { class: 'share' }, words.count),
      el('span', { class: 'share' }, words.share), el('span', { class: 'change' }, words.change)),
    issues.rows.map((r) => el('li', { 'data-severity': severities.get(r.id), 'data-issue': r.id },
      el('span', {}, named(r.name)),
      el('progress', { max: issues.rows[0].hour, value: r.hour, 'aria-hidden': 'true' }),
      el('span', { class: 'number' }, count(r.hour)),
      el('span', { class: 'share' }, percent(r.share)),
      el('span', { class: 'change', 'data-trend': String(direction(r)) }, icon({ 1: 'up', 0: 'flat', '-1': 'down' }[direction(r)]), change(r)))).slice(0, 6),
    rest(issues))];
}

/** The arrow says what the number beside it says; without a number, how the last minutes compare with the hour. */
function direction(r) {
  if (r.change === null) return r.trend;
  return Math.abs(r.change) < 0.1 ? 0 : Math.sign(r.change);
}

function change(r) {
  if (r.change === null) return words.usual_small;
  if (r.change >= 99) return '>×100';
  return r.change >= 1.5 ? `×${(r.change + 1).toFixed(1)}` : `${r.change >= 0 ? '+' : ''}${Math.round(r.change * 100)}%`;
}

/** The long tail keeps its place: a swell of many small issues shows here. It counts per issue: a message about two of them twice. */
function rest(issues) {
  const hidden = issues.rows.slice(6);
  const sum = issues.rest_count + hidden.reduce((s, r) => s + r.hour, 0);
  const kinds = issues.rest_issues + hidden.length;
  return el('li', { class: 'rest' }, el('span', {}, words.rest_of(kinds)),
    el('progress', { max: issues.rows[0].hour, value: Math.min(sum, issues.rows[0].hour), 'aria-hidden': 'true' }),
    el('span', { class: 'number' }, count(sum)), el('span', { class: 'share' }, percent(Math.min(1, sum / issues.total))), el('span'));
}
