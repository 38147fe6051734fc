import { el } from './dom.js';
import { words, named, region, source, attached, ago } from './words.js';

const LINES = 3;
const TURN_MILLIS = 8000;

/** Quotes of the stream first, then of open incidents (a single one shows its own), then of the index; each message once. */
export function voices(live, history, now) {
  const seen = new Set();
  const quotes = [];
  for (const q of [...live.quotes, ...(live.incidents.length > 1 ? live.incidents.flatMap((i) => i.quotes) : []), ...(history?.quotes ?? [])]) {
    if (!seen.has(q.id)) {
      seen.add(q.id);
      quotes.push(q);
    }
  }
  const title = el('div', { class: 'panel-head' }, el('h2', {}, words.quotes), el('p', { class: 'note' }, words.quotes_note));
  if (!quotes.length) return [title, el('div', { class: 'empty' }, words.no_quotes)];
  const pages = Math.max(1, Math.min(4, Math.floor(quotes.length / LINES)));
  const first = (Math.floor(now / TURN_MILLIS) % pages) * LINES;
  return [title, el('ul', {}, quotes.slice(first, first + LINES).map((q) =>
    el('li', {},
      el('span', { class: 'from' }, [ago(now - q.at), source(q.source), q.region ? region(q.region) : null, ...attached(q)].filter(Boolean).join(' · ')),
      q.issue ? el('span', { class: 'issue' }, named(q.issue)) : null,
      el('span', { class: 'text' }, q.text))))];
}
